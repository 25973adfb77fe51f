<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output method="html" encoding="UTF-8" indent="no" doctype-system="about:legacy-compat"/>
  <xsl:template match="/">
    <html lang="en">
      <head>
        <title>Icecast Streaming Media Server: status</title>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <link rel="stylesheet" href="/style.css"/>
      </head>
      <body>
        <header><div>
          <strong>Icecast Streaming Media Server</strong>
          <nav><a href="/status.xsl">Status</a><a href="/admin/">Administration</a></nav>
        </div></header>
        <main>
          <h1>On the air</h1>
          <xsl:if test="not(icestats/source)"><section><p class="note">No stream is on the air.</p></section></xsl:if>
          <xsl:apply-templates select="icestats/source"/>
        </main>
      </body>
    </html>
  </xsl:template>

  <xsl:template match="source">
    <section>
      <h2>
        <xsl:choose>
          <xsl:when test="server_name"><xsl:value-of select="server_name"/> <small><xsl:value-of select="@mount"/></small></xsl:when>
          <xsl:otherwise><xsl:value-of select="@mount"/></xsl:otherwise>
        </xsl:choose>
      </h2>
      <xsl:if test="server_description"><p><xsl:value-of select="server_description"/></p></xsl:if>
      <xsl:if test="artist | title">
        <p class="playing">♪
          <xsl:if test="artist"><xsl:value-of select="artist"/> – </xsl:if>
          <xsl:value-of select="title"/>
        </p>
      </xsl:if>
      <xsl:choose>
        <xsl:when test="authenticator"><p><a href="/auth.xsl">Log in to listen</a></p></xsl:when>
        <xsl:otherwise>
          <audio controls="controls" preload="none" src="{@mount}"/>
          <p><a href="{@mount}.m3u">Listen in a player (m3u)</a></p>
        </xsl:otherwise>
      </xsl:choose>
      <table>
        <tr><th scope="row">Listeners</th><td><xsl:value-of select="listeners"/></td></tr>
        <xsl:if test="genre"><tr><th scope="row">Genre</th><td><xsl:value-of select="genre"/></td></tr></xsl:if>
        <xsl:if test="server_type"><tr><th scope="row">Type</th><td><xsl:value-of select="server_type"/></td></tr></xsl:if>
        <xsl:if test="subtype"><tr><th scope="row">Codec</th><td><xsl:value-of select="subtype"/></td></tr></xsl:if>
        <xsl:if test="bitrate | ice-bitrate"><tr><th scope="row">Bitrate</th><td><xsl:value-of select="(bitrate | ice-bitrate)[1]"/> kbit/s</td></tr></xsl:if>
        <xsl:if test="frame_size"><tr><th scope="row">Video</th><td><xsl:value-of select="frame_size"/>, <xsl:value-of select="frame_rate"/> frames a second</td></tr></xsl:if>
        <xsl:if test="server_url">
          <tr>
            <th scope="row">Web site</th>
            <td>
              <xsl:choose>
                <xsl:when test="starts-with(server_url, 'http')"><a href="{server_url}"><xsl:value-of select="server_url"/></a></xsl:when>
                <xsl:otherwise><xsl:value-of select="server_url"/></xsl:otherwise>
              </xsl:choose>
            </td>
          </tr>
        </xsl:if>
      </table>
    </section>
  </xsl:template>
</xsl:stylesheet>
