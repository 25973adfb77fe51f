<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output method="html" encoding="UTF-8" indent="no"/>
  <xsl:template match="/">
    <html lang="en">
      <head>
        <title>Mounts</title>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <link rel="stylesheet" href="/style.css"/>
      </head>
      <body>
        <header>
          <h1>Mounts</h1>
          <nav><a href="/admin/stats.xsl">Statistics</a><a href="/admin/listmounts.xsl">Mounts</a><a href="/admin/moveclients.xsl">Move listeners</a><a href="/status.xsl">Public page</a></nav>
        </header>
        <table>
          <tr><th>Mount</th><th>Listeners</th><th>Seconds</th><th>Type</th><th></th></tr>
          <xsl:for-each select="icestats/source">
            <tr><td><xsl:value-of select="@mount"/></td><td><xsl:value-of select="listeners"/></td><td><xsl:value-of select="Connected"/></td><td><xsl:value-of select="content-type"/></td>
            <td><a href="/admin/listclients.xsl?mount={@mount}">Listeners</a></td></tr>
          </xsl:for-each>
        </table>
      </body>
    </html>
  </xsl:template>
</xsl:stylesheet>
