<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output method="html" encoding="UTF-8" indent="no" doctype-system="about:legacy-compat"/>
  <xsl:template match="/">
    <html lang="en">
      <head>
        <title>Done – Icecast administration</title>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <link rel="stylesheet" href="/style.css"/>
      </head>
      <body>
        <header><div>
          <strong>Icecast administration</strong>
          <nav><a href="/admin/stats.xsl">Statistics</a><a href="/admin/listmounts.xsl">Mounts</a><a href="/admin/moveclients.xsl">Move listeners</a><a href="/status.xsl">Public page</a></nav>
        </div></header>
        <main>
          <h1>Done</h1>
          <section>
            <p><xsl:value-of select="iceresponse/message"/></p>
            <p><a href="/admin/listmounts.xsl">Back to the mounts</a></p>
          </section>
        </main>
      </body>
    </html>
  </xsl:template>
</xsl:stylesheet>
