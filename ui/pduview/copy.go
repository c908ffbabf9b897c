package pduview

import (
	"encoding/hex"
	"fmt"
	"strings"

	"relay/gateway"
	"relay/gateway/smpp"
	"relay/ui/words"
)

// Formats in which a PDU is copied.
const (
	AsHex  = "hex"
	AsC    = "c"
	AsJSON = "json"
	AsText = "text"
)

// formatName is a format as a menu names it.
func formatName(format string) string {
	switch format {
	case AsHex:
		return words.T("Hex")
	case AsC:
		return words.T("C array")
	case AsJSON:
		return "JSON"
	}
	return words.T("Text##format")
}

// Formats lists them.
func Formats() []string { return []string{AsHex, AsC, AsJSON, AsText} }

// Copy writes records in a format, one after the other: JSON one object a line.
func Copy(records []gateway.PDURecord, format string) string {
	var b strings.Builder
	for i, r := range records {
		if i > 0 {
			b.WriteByte('\n')
		}
		switch format {
		case AsC:
			writeC(&b, r, len(records) > 1)
		case AsJSON:
			b.Write(smpp.JSON(r.Frame, smpp.Version(r.Version)))
		case AsText:
			writeText(&b, r)
		default:
			b.WriteString(hex.EncodeToString(r.Frame))
		}
	}
	return b.String()
}

// writeC writes an array of C; among several it is named by its number.
func writeC(b *strings.Builder, r gateway.PDURecord, several bool) {
	name := "pdu"
	if several {
		name += fmt.Sprint(r.Number)
	}
	fmt.Fprintf(b, "unsigned char %s[] = { ", name)
	for i, c := range r.Frame {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(b, "0x%02X", c)
	}
	b.WriteString(" };")
}

// writeText writes what the tree shows, under a line of its own.
func writeText(b *strings.Builder, r gateway.PDURecord) {
	arrow := "<-"
	if r.Out {
		arrow = "->"
	}
	x := gateway.ExplainPDU(r)
	fmt.Fprintf(b, "%d  ", r.Number)
	if !r.Time.IsZero() { // of a file with hex nobody knows
		fmt.Fprintf(b, "%s  ", r.Time.Local().Format("2006-01-02 15:04:05.000"))
	}
	if r.Link != "" {
		b.WriteString(clean(r.Link) + " ")
	}
	fmt.Fprintf(b, "%s %s\n", arrow, x.Command)
	for _, row := range x.Rows {
		fmt.Fprintf(b, "%s%s = %s", strings.Repeat("  ", row.Depth+1), row.Name, row.Value)
		if row.Meaning != "" {
			fmt.Fprintf(b, "  (%s)", row.Meaning)
		}
		b.WriteByte('\n')
	}
	for _, p := range x.Problems {
		fmt.Fprintf(b, "  ! %s at octet %d: %s\n", p.Field, p.Offset, p.Rule)
	}
}
