<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output method="html" encoding="UTF-8" indent="no" doctype-system="about:legacy-compat"/>
  <xsl:template match="/">
    <html lang="en">
      <head>
        <title>Set the title – Icecast administration</title>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <link rel="stylesheet" href="/style.css"/>
      </head>
      <body>
        <header><div>
          <strong>Icecast administration</strong>
          <nav><a href="/admin/stats.xsl">Statistics</a><a href="/admin/listmounts.xsl">Mounts</a><a href="/admin/moveclients.xsl">Move listeners</a><a href="/status.xsl">Public page</a></nav>
        </div></header>
        <main>
          <h1>Set the title</h1>
          <xsl:for-each select="icestats/source">
            <section>
              <h2><xsl:value-of select="@mount"/></h2>
              <form method="get" action="/admin/metadata.xsl">
                <input type="hidden" name="mount" value="{@mount}"/>
                <input type="hidden" name="mode" value="updinfo"/>
                <label>Title <input name="song" size="40"/></label>
                <button>Set</button>
              </form>
            </section>
          </xsl:for-each>
        </main>
      </body>
    </html>
  </xsl:template>
</xsl:stylesheet>
