<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output method="html" encoding="UTF-8" indent="no"/>
  <xsl:template match="/">
    <html lang="en">
      <head>
        <title>Done</title>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <link rel="stylesheet" href="/style.css"/>
      </head>
      <body>
        <header>
          <h1>Done</h1>
          <nav><a href="/admin/stats.xsl">Statistics</a><a href="/admin/listmounts.xsl">Mounts</a><a href="/admin/moveclients.xsl">Move listeners</a><a href="/status.xsl">Public page</a></nav>
        </header>
        <p><xsl:value-of select="iceresponse/message"/></p>
      </body>
    </html>
  </xsl:template>
</xsl:stylesheet>
