<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output method="html" encoding="UTF-8" indent="no" doctype-system="about:legacy-compat"/>
  <xsl:template match="/">
    <html lang="en">
      <head>
        <title>Listeners – Icecast administration</title>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <link rel="stylesheet" href="/style.css"/>
      </head>
      <body>
        <header><div>
          <strong>Icecast administration</strong>
          <nav><a href="/admin/stats.xsl">Statistics</a><a href="/admin/listmounts.xsl">Mounts</a><a href="/admin/moveclients.xsl">Move listeners</a><a href="/status.xsl">Public page</a></nav>
        </div></header>
        <main>
          <h1>Listeners</h1>
          <xsl:for-each select="icestats/source">
            <section>
              <h2><xsl:value-of select="@mount"/></h2>
              <xsl:if test="not(listener)"><p class="note">Nobody listens.</p></xsl:if>
              <xsl:if test="listener">
                <table>
                  <tr><th>Address</th><th class="number">Seconds</th><th>Program</th><th>User</th><th></th></tr>
                  <xsl:for-each select="listener">
                    <tr>
                      <td><xsl:value-of select="IP"/></td>
                      <td class="number"><xsl:value-of select="Connected"/></td>
                      <td><xsl:value-of select="UserAgent"/></td>
                      <td><xsl:value-of select="username"/></td>
                      <td class="act"><a href="/admin/killclient.xsl?mount={../@mount}&amp;id={ID}">End</a></td>
                    </tr>
                  </xsl:for-each>
                </table>
              </xsl:if>
            </section>
          </xsl:for-each>
        </main>
      </body>
    </html>
  </xsl:template>
</xsl:stylesheet>
