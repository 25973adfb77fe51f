<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output method="html" encoding="UTF-8" indent="no" doctype-system="about:legacy-compat"/>
  <xsl:template match="/">
    <html lang="en">
      <head>
        <title>Icecast Streaming Media Server: log in</title>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <link rel="stylesheet" href="/style.css"/>
      </head>
      <body>
        <header><div>
          <strong>Icecast Streaming Media Server</strong>
          <nav><a href="/status.xsl">Status</a><a href="/admin/">Administration</a></nav>
        </div></header>
        <main>
          <h1>Log in to listen</h1>
          <xsl:if test="not(icestats/source[authenticator])"><section><p class="note">No stream asks for a login.</p></section></xsl:if>
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
        </main>
      </body>
    </html>
  </xsl:template>
</xsl:stylesheet>
