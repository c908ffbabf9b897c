package app

import (
	"context"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"
	"text/tabwriter"

	"github.com/urfave/cli/v3"

	"relay/gateway/smpp"
)

// maxInput bounds what decode reads, in octets.
const maxInput = 64 << 20

func decodeCommand(opts func(*cli.Command) options) *cli.Command {
	return &cli.Command{
		Name: "decode", Usage: "explain PDUs", ArgsUsage: "[HEX | FILE | -]",
		Description: "Takes hex with any separators, a C array, several PDUs in a row, a file of either, or - for stdin.\nA malformed PDU is explained up to its fault, and the exit code is 1.\n\n" +
			example("relay decode 00000010000000150000000000000001", "relay decode --json capture.txt"),
		Flags: []cli.Flag{
			&cli.BoolFlag{Name: "json", Usage: "one JSON object a PDU"},
			&cli.StringFlag{Name: "version", Usage: "3.3, 3.4 or 5.0; without it the widest tables"},
		},
		Action: func(_ context.Context, c *cli.Command) error {
			o := opts(c)
			v := smpp.V50
			if t := c.String("version"); t != "" {
				var err error
				if v, err = smpp.ParseVersion(t); err != nil {
					return &useError{err}
				}
			}
			octets, err := readOctets(c.Args().Slice(), o.In)
			if err != nil {
				return err
			}
			return decode(o, octets, v, c.Bool("json") || o.JSON)
		},
	}
}

// readOctets takes the arguments as hex, else as a file's name.
func readOctets(args []string, in io.Reader) ([]byte, error) {
	text := strings.Join(args, " ")
	if len(args) == 0 || text == "-" {
		b, err := io.ReadAll(io.LimitReader(in, maxInput))
		if err != nil {
			return nil, err
		}
		return octetsOf(b)
	}
	if len(args) == 1 {
		if b, err := os.ReadFile(args[0]); err == nil {
			return octetsOf(b)
		}
	}
	b, err := parseHex(text)
	if err != nil {
		return nil, useErrorf("that is neither hex nor a file that can be read: %w", err)
	}
	return b, nil
}

// octetsOf reads a file's content: hex when it looks like it, else raw PDUs.
func octetsOf(b []byte) ([]byte, error) {
	if len(b) >= 16 && binary.BigEndian.Uint32(b) >= 16 && int(binary.BigEndian.Uint32(b)) <= len(b) {
		return b, nil
	}
	out, err := parseHex(string(b))
	if err != nil {
		return nil, useErrorf("the input is neither hex nor octets of PDUs: %w", err)
	}
	return out, nil
}

var (
	comments = regexp.MustCompile(`(?s)/\*.*?\*/|//[^\n]*`)
	arrayOf  = regexp.MustCompile(`(?s)^[^{]*\{(.*)\}[^}]*$`)
	prefixes = regexp.MustCompile(`(?i)\\x|0x`)
)

// parseHex reads hex with any separators, also as a C array or an escaped
// string.
func parseHex(text string) ([]byte, error) {
	text = comments.ReplaceAllString(text, " ")
	if m := arrayOf.FindStringSubmatch(text); m != nil {
		text = m[1]
	}
	text = prefixes.ReplaceAllString(text, " ")
	var digits strings.Builder
	for _, r := range text {
		switch {
		case r >= '0' && r <= '9', r >= 'a' && r <= 'f', r >= 'A' && r <= 'F':
			digits.WriteRune(r)
		case r > 0x20 && !strings.ContainsRune(":,;-_|.\"'[](){}", r):
			return nil, fmt.Errorf("%q is no hex digit", r)
		}
	}
	s := digits.String()
	if s == "" {
		return nil, fmt.Errorf("there is no hex digit")
	}
	if len(s)%2 != 0 {
		return nil, fmt.Errorf("there are %d hex digits, and an octet has two: one is missing", len(s))
	}
	return hex.DecodeString(s)
}

// splitPDUs cuts octets into PDUs by their lengths; what does not fit is the
// last piece.
func splitPDUs(b []byte) [][]byte {
	var out [][]byte
	for len(b) > 0 {
		n := len(b)
		if len(b) >= 4 {
			if l := int64(binary.BigEndian.Uint32(b)); l >= 16 && l <= int64(len(b)) {
				n = int(l)
			}
		}
		out = append(out, b[:n])
		b = b[n:]
	}
	return out
}

func decode(o options, octets []byte, v smpp.Version, asJSON bool) error {
	broken := false
	for i, frame := range splitPDUs(octets) {
		x := smpp.Explain(frame, v)
		for _, p := range x.Problems {
			broken = broken || p.Status != smpp.ROK
		}
		if asJSON {
			fmt.Fprintf(o.Out, "%s\n", smpp.JSON(frame, v))
			continue
		}
		if i > 0 {
			fmt.Fprintln(o.Out)
		}
		printExplanation(o.Out, x)
	}
	if broken {
		return exitCode(exitFailed)
	}
	return nil
}

func printExplanation(w io.Writer, x smpp.Explanation) {
	title := x.Command
	if x.ID.IsResponse() {
		title += "  " + x.Status.Name()
	}
	fmt.Fprintf(w, "%s  sequence %d\n", title, x.Sequence)
	t := tabwriter.NewWriter(w, 0, 8, 2, ' ', 0)
	fmt.Fprintln(t, "offset\toctets\tfield\tvalue\tmeaning")
	for _, r := range x.Rows {
		fmt.Fprintf(t, "%d\t%d\t%s%s\t%s\t%s\n", r.Offset, r.Length, strings.Repeat("  ", r.Depth), r.Name, short(r.Value), r.Meaning)
	}
	_ = t.Flush()
	if x.ID.IsResponse() && x.Status != smpp.ROK {
		i := x.Status.Info()
		fmt.Fprintf(w, "%s %s %s\n", i.Name+":", i.Meaning, i.Advice)
	}
	for _, p := range x.Problems {
		fmt.Fprintf(w, "problem at octet %d, %s: %s (answer: %s)\n", p.Offset, p.Field, p.Rule, p.Status.Name())
	}
}

func short(s string) string {
	if len(s) > 48 {
		return s[:45] + "..."
	}
	return s
}
