<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output method="html" encoding="UTF-8" indent="no" doctype-system="about:legacy-compat"/>
  <xsl:template match="/">
    <html lang="en">
      <head>
        <title>Statistics – Icecast administration</title>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <link rel="stylesheet" href="/style.css"/>
      </head>
      <body>
        <header><div>
          <strong>Icecast administration</strong>
          <nav><a href="/admin/stats.xsl">Statistics</a><a href="/admin/listmounts.xsl">Mounts</a><a href="/admin/moveclients.xsl">Move listeners</a><a href="/status.xsl">Public page</a></nav>
        </div></header>
        <main>
          <h1>Statistics</h1>
          <xsl:for-each select="icestats/source">
            <section>
              <h2><xsl:value-of select="@mount"/></h2>
              <nav>
                <a href="/admin/listclients.xsl?mount={@mount}">Listeners</a>
                <a href="/admin/updatemetadata.xsl?mount={@mount}">Set the title</a>
                <a href="/admin/moveclients.xsl?mount={@mount}">Move listeners</a>
                <xsl:if test="authenticator"><a href="/admin/manageauth.xsl?mount={@mount}">Users</a></xsl:if>
                <a href="/admin/killsource.xsl?mount={@mount}">End the source</a>
              </nav>
              <table>
                <xsl:for-each select="*"><tr><th scope="row"><xsl:value-of select="name()"/></th><td><xsl:value-of select="."/></td></tr></xsl:for-each>
              </table>
            </section>
          </xsl:for-each>
          <section>
            <h2>Server</h2>
            <table>
              <xsl:for-each select="icestats/*[not(self::source)]"><tr><th scope="row"><xsl:value-of select="name()"/></th><td><xsl:value-of select="."/></td></tr></xsl:for-each>
            </table>
          </section>
        </main>
      </body>
    </html>
  </xsl:template>
</xsl:stylesheet>
