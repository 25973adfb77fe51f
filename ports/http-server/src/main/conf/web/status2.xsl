<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output method="text" encoding="UTF-8"/>
  <xsl:template match="/">
    <xsl:text>mount,name,listeners,playing&#10;</xsl:text>
    <xsl:for-each select="icestats/source">
      <xsl:value-of select="concat(@mount, ',', server_name, ',', listeners, ',', title, '&#10;')"/>
    </xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
