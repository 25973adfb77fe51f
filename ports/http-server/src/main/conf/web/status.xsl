<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output method="html" encoding="UTF-8" indent="no"/>
  <xsl:template match="/">
    <html lang="en">
      <head>
        <title>Icecast Streaming Media Server: status</title>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <link rel="stylesheet" href="/style.css"/>
      </head>
      <body>
        <header>
          <h1>Icecast Streaming Media Server: status</h1>
          <nav><a href="/status.xsl">Status</a><a href="/admin/">Administration</a></nav>
        </header>
        <xsl:if test="not(icestats/source)"><p>No stream is on the air.</p></xsl:if>
        <xsl:for-each select="icestats/source">
          <section>
            <h2>
              <xsl:value-of select="@mount"/>
              <xsl:if test="server_name"> – <xsl:value-of select="server_name"/></xsl:if>
            </h2>
            <p>
              <xsl:choose>
                <xsl:when test="authenticator"><a href="/auth.xsl">Log in to listen</a></xsl:when>
                <xsl:otherwise><a href="{@mount}.m3u">Listen (m3u)</a></xsl:otherwise>
              </xsl:choose>
            </p>
            <table>
              <xsl:if test="server_description"><tr><th>Description</th><td><xsl:value-of select="server_description"/></td></tr></xsl:if>
              <xsl:if test="type"><tr><th>Type</th><td><xsl:value-of select="type"/></td></tr></xsl:if>
              <xsl:if test="subtype"><tr><th>Codec</th><td><xsl:value-of select="subtype"/></td></tr></xsl:if>
              <xsl:if test="bitrate"><tr><th>Bitrate</th><td><xsl:value-of select="bitrate"/></td></tr></xsl:if>
              <tr><th>Listeners</th><td><xsl:value-of select="listeners"/></td></tr>
              <xsl:if test="genre"><tr><th>Genre</th><td><xsl:value-of select="genre"/></td></tr></xsl:if>
              <xsl:if test="server_url"><tr><th>Web site</th><td><a href="{server_url}"><xsl:value-of select="server_url"/></a></td></tr></xsl:if>
              <xsl:if test="frame_size"><tr><th>Video</th><td><xsl:value-of select="frame_size"/>, <xsl:value-of select="frame_rate"/> frames a second</td></tr></xsl:if>
              <tr><th>Playing</th><td><xsl:if test="artist"><xsl:value-of select="artist"/> – </xsl:if><xsl:value-of select="title"/></td></tr>
            </table>
          </section>
        </xsl:for-each>
      </body>
    </html>
  </xsl:template>
</xsl:stylesheet>
