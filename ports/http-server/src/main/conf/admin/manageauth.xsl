<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output method="html" encoding="UTF-8" indent="no"/>
  <xsl:template match="/">
    <html lang="en">
      <head>
        <title>Users</title>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <link rel="stylesheet" href="/style.css"/>
      </head>
      <body>
        <header>
          <h1>Users</h1>
          <nav><a href="/admin/stats.xsl">Statistics</a><a href="/admin/listmounts.xsl">Mounts</a><a href="/admin/moveclients.xsl">Move listeners</a><a href="/status.xsl">Public page</a></nav>
        </header>
        <xsl:if test="icestats/iceresponse"><p><xsl:value-of select="icestats/iceresponse/message"/></p></xsl:if>
        <xsl:for-each select="icestats/source">
          <h2><xsl:value-of select="@mount"/></h2>
          <table>
            <xsl:for-each select="User"><tr><td><xsl:value-of select="username"/></td><td><a href="/admin/manageauth.xsl?mount={../@mount}&amp;action=delete&amp;username={username}">Delete</a></td></tr></xsl:for-each>
          </table>
          <form method="get" action="/admin/manageauth.xsl">
            <input type="hidden" name="mount" value="{@mount}"/>
            <input type="hidden" name="action" value="add"/>
            <label>Name <input name="username"/></label>
            <label>Password <input name="password" type="password"/></label>
            <button>Add</button>
          </form>
        </xsl:for-each>
      </body>
    </html>
  </xsl:template>
</xsl:stylesheet>
