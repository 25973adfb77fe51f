<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output method="html" encoding="UTF-8" indent="no" doctype-system="about:legacy-compat"/>
  <xsl:template match="/">
    <html lang="en">
      <head>
        <title>Users – Icecast administration</title>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <link rel="stylesheet" href="/style.css"/>
      </head>
      <body>
        <header><div>
          <strong>Icecast administration</strong>
          <nav><a href="/admin/stats.xsl">Statistics</a><a href="/admin/listmounts.xsl">Mounts</a><a href="/admin/moveclients.xsl">Move listeners</a><a href="/status.xsl">Public page</a></nav>
        </div></header>
        <main>
          <h1>Users</h1>
          <xsl:for-each select="icestats/source">
            <section>
              <h2><xsl:value-of select="@mount"/></h2>
              <xsl:if test="/icestats/iceresponse"><p><xsl:value-of select="/icestats/iceresponse/message"/></p></xsl:if>
              <xsl:if test="not(User)"><p class="note">There are no users.</p></xsl:if>
              <table>
                <xsl:for-each select="User"><tr><td><xsl:value-of select="username"/></td><td class="act"><a href="/admin/manageauth.xsl?mount={../@mount}&amp;action=delete&amp;username={username}">Delete</a></td></tr></xsl:for-each>
              </table>
              <form method="get" action="/admin/manageauth.xsl">
                <input type="hidden" name="mount" value="{@mount}"/>
                <input type="hidden" name="action" value="add"/>
                <label>Name <input name="username" autocomplete="off"/></label>
                <label>Password <input name="password" type="password" autocomplete="new-password"/></label>
                <button>Add</button>
              </form>
            </section>
          </xsl:for-each>
        </main>
      </body>
    </html>
  </xsl:template>
</xsl:stylesheet>
