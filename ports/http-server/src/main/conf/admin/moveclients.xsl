<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output method="html" encoding="UTF-8" indent="no" doctype-system="about:legacy-compat"/>
  <xsl:template match="/">
    <html lang="en">
      <head>
        <title>Move listeners – Icecast administration</title>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <link rel="stylesheet" href="/style.css"/>
      </head>
      <body>
        <header><div>
          <strong>Icecast administration</strong>
          <nav><a href="/admin/stats.xsl">Statistics</a><a href="/admin/listmounts.xsl">Mounts</a><a href="/admin/moveclients.xsl">Move listeners</a><a href="/status.xsl">Public page</a></nav>
        </div></header>
        <main>
          <h1>Move listeners</h1>
          <section>
            <xsl:if test="icestats/current_source"><p>From <xsl:value-of select="icestats/current_source"/> to:</p></xsl:if>
            <xsl:if test="not(icestats/source)"><p class="note">There is no other mount.</p></xsl:if>
            <xsl:if test="icestats/source">
              <table>
                <tr><th>Mount</th><th class="number">Listeners</th><th class="number">Seconds</th><th>Type</th><th></th></tr>
                <xsl:for-each select="icestats/source"><tr>
                  <td><xsl:value-of select="@mount"/></td>
                  <td class="number"><xsl:value-of select="listeners"/></td>
                  <td class="number"><xsl:value-of select="Connected"/></td>
                  <td><xsl:value-of select="content-type"/></td>
                  <td class="act">
                    <xsl:choose>
                      <xsl:when test="/icestats/current_source"><a href="/admin/moveclients.xsl?mount={/icestats/current_source}&amp;destination={@mount}">Move here</a></xsl:when>
                      <xsl:otherwise><a href="/admin/moveclients.xsl?mount={@mount}">Move from here</a></xsl:otherwise>
                    </xsl:choose>
                  </td>
                </tr></xsl:for-each>
              </table>
            </xsl:if>
          </section>
        </main>
      </body>
    </html>
  </xsl:template>
</xsl:stylesheet>
