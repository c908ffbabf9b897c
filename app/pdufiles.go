//go:build !headless

package app

import (
	"bufio"
	"fmt"
	"io"

	"relay/gateway"
	"relay/ui/pdulog"
)

// WritePDUs writes records as the window saves them: a capture, JSON lines or
// text.
func (h *house) WritePDUs(w io.Writer, format string, records []gateway.PDURecord) error {
	if format == pdulog.Pcapng {
		return writePcapng(w, records)
	}
	out := bufio.NewWriter(w)
	for _, r := range records {
		if format == pdulog.JSONLines {
			fmt.Fprintf(out, "%s\n", recordJSON(r))
		} else {
			printRecord(options{Streams: Streams{Out: out}}, r)
		}
	}
	return out.Flush()
}
