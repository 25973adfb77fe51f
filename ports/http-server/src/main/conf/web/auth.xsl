<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output method="html" encoding="UTF-8" indent="no"/>
  <xsl:template match="/">
    <html lang="en">
      <head>
        <title>Icecast Streaming Media Server: log in</title>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <link rel="stylesheet" href="/style.css"/>
      </head>
      <body>
        <header>
          <h1>Icecast Streaming Media Server: log in</h1>
          <nav><a href="/status.xsl">Status</a><a href="/admin/">Administration</a></nav>
        </header>
        <xsl:for-each select="icestats/source[authenticator]">
          <section>
            <h2><xsl:value-of select="@mount"/></h2>
            <form method="get" action="/admin/buildm3u">
              <input type="hidden" name="mount" value="{@mount}"/>
              <label>Name <input name="username" autocomplete="username"/></label>
              <label>Password <input name="password" type="password" autocomplete="current-password"/></label>
              <button>Listen</button>
            </form>
          </section>
        </xsl:for-each>
      </body>
    </html>
  </xsl:template>
</xsl:stylesheet>
