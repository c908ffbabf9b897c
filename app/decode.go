package app

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"text/tabwriter"

	"github.com/urfave/cli/v3"

	"relay/gateway/octets"
	"relay/gateway/smpp"
)

// maxInput bounds what decode reads, in octets.
const maxInput = octets.Most

func decodeCommand(opts func(*cli.Command) options) *cli.Command {
	return &cli.Command{
		Name: "decode", Usage: "explain PDUs", ArgsUsage: "[HEX | FILE... | -]",
		Description: "Takes hex with any separators, a hex dump, C arrays and strings, several PDUs in a row, a file of these or of octets, a pcap or pcapng capture with SMPP on any port, or - for stdin.\nA malformed PDU is explained up to its fault, and the exit code is 1.\n\n" +
			example("relay decode 00000010000000150000000000000001", "relay decode capture.pcap", "xxd pdu.bin | relay decode --json -"),
		Flags: []cli.Flag{
			&cli.BoolFlag{Name: "json", Usage: "one JSON object a PDU"},
			&cli.BoolFlag{Name: "rules", Usage: "also what each field may be, and where versions differ"},
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
			inputs, err := readInput(c.Args().Slice(), o.In)
			if err != nil {
				return err
			}
			return decode(o, inputs, decodeForm{v, c.Bool("json") || o.JSON, c.Bool("rules")})
		},
	}
}

// pduInput is what decode was given: octets of PDUs, or a capture.
type pduInput struct {
	octets   []byte
	captured []capturedPDU
	notes    []string // what a capture lacks
}

// readInput takes the arguments as files, else as hex.
func readInput(args []string, in io.Reader) ([]pduInput, error) {
	text := strings.Join(args, " ")
	if len(args) == 0 || text == "-" {
		b, err := io.ReadAll(io.LimitReader(in, maxInput+1))
		if err != nil {
			return nil, err
		}
		if len(b) > maxInput {
			return nil, useErrorf("the input is longer than %d MiB: give a part of it", maxInput>>20)
		}
		one, err := inputOf(b)
		return []pduInput{one}, err
	}
	var all []pduInput
	for _, name := range args {
		b, err := readFile(name)
		var no *notFile
		switch {
		case errors.As(err, &no) && len(all) == 0:
			b, err := octets.Parse(text)
			if err != nil {
				return nil, useErrorf("that is neither hex nor a file that can be read: %w; %w", err, no)
			}
			return []pduInput{{octets: b}}, nil
		case err != nil:
			return nil, err
		}
		one, err := inputOf(b)
		if err != nil {
			return nil, useErrorf("%s: %w", name, err)
		}
		all = append(all, one)
	}
	return all, nil
}

// notFile is why a name is not that of a file.
type notFile struct{ err error }

func (e *notFile) Error() string { return e.err.Error() }
func (e *notFile) Unwrap() error { return e.err }

func readFile(name string) ([]byte, error) {
	info, err := os.Stat(name)
	switch {
	case err != nil:
		var path *fs.PathError
		if errors.As(err, &path) {
			err = fmt.Errorf("%s: %w", short(name), path.Err)
		}
		return nil, &notFile{err}
	case info.IsDir():
		return nil, useErrorf("%s is a folder: name a file in it", name)
	case info.Size() > maxInput:
		return nil, useErrorf("%s is longer than %d MiB: cut it, with editcap for a capture", name, maxInput>>20)
	}
	b, err := os.ReadFile(name)
	if err != nil {
		return nil, &useError{err}
	}
	return b, nil
}

// inputOf reads a file's content.
func inputOf(b []byte) (in pduInput, err error) {
	switch {
	case isCapture(b):
		in.captured, in.notes, err = readCapture(b)
	case len(bytes.TrimSpace(b)) == 0:
		err = useErrorf("there is nothing in the input")
	case bytes.HasPrefix(b, []byte{0x1F, 0x8B}):
		err = useErrorf("the input is compressed: unpack it with gunzip")
	default:
		in.octets, err = octetsOf(b)
	}
	return in, err
}

// octetsOf reads the octets of PDUs from a file's content: as they are, or
// written in one of the forms that programs and people write octets in.
func octetsOf(b []byte) ([]byte, error) {
	if octets.Whole(b) || bytes.IndexByte(b, 0) >= 0 {
		return b, nil
	}
	out, err := octets.Parse(string(b))
	if err != nil {
		return nil, useErrorf("the input is neither hex nor octets of PDUs: %w", err)
	}
	return out, nil
}

// decodeForm is how PDUs are printed.
type decodeForm struct {
	version smpp.Version
	json    bool
	rules   bool
}

// decode prints what was given, and fails when a PDU of it is malformed.
func decode(o options, inputs []pduInput, form decodeForm) error {
	broken, count := false, 0
	one := func(frame []byte, c *capturedPDU) {
		x := smpp.Explain(frame, form.version)
		for _, p := range x.Problems {
			broken = broken || p.Status != smpp.ROK
		}
		count++
		if form.json {
			fmt.Fprintf(o.Out, "%s\n", decodedJSON(smpp.JSON(frame, form.version), c))
			return
		}
		if count > 1 {
			fmt.Fprintln(o.Out)
		}
		if c != nil {
			fmt.Fprintf(o.Out, "packet %d  %s  %s -> %s\n", c.Packet, c.Time.UTC().Format("2006-01-02 15:04:05.000 UTC"), c.From, c.To)
		}
		printExplanation(o.Out, x, form.rules)
	}
	for _, in := range inputs {
		for _, n := range in.notes {
			fmt.Fprintln(o.Err, "relay: "+n)
		}
		for _, frame := range octets.Split(in.octets) {
			one(frame, nil)
		}
		for i := range in.captured {
			one(in.captured[i].Frame, &in.captured[i])
		}
	}
	if broken {
		return exitCode(exitFailed)
	}
	return nil
}

// decodedJSON puts the place in a capture before the decoded PDU.
func decodedJSON(pdu []byte, c *capturedPDU) []byte {
	if c == nil {
		return pdu
	}
	head, err := json.Marshal(struct {
		Packet int    `json:"packet"`
		Time   string `json:"time"`
		From   string `json:"from"`
		To     string `json:"to"`
	}{c.Packet, c.Time.UTC().Format("2006-01-02T15:04:05.000Z"), c.From.String(), c.To.String()})
	if err != nil {
		return pdu
	}
	return append(append(bytes.TrimSuffix(head, []byte("}")), ','), pdu[1:]...)
}

func printExplanation(w io.Writer, x smpp.Explanation, rules bool) {
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
	for _, r := range x.Rows {
		if rules && r.Rule+r.Note != "" {
			printRule(w, r)
		}
	}
	if x.ID.IsResponse() && x.Status != smpp.ROK {
		i := x.Status.Info()
		fmt.Fprintf(w, "%s %s %s\n", i.Name+":", i.Meaning, i.Advice)
	}
	for _, p := range x.Problems {
		fmt.Fprintf(w, "problem at octet %d, %s: %s (answer: %s)\n", p.Offset, p.Field, p.Rule, p.Status.Name())
	}
}

// printRule prints what a field may be and where versions differ.
func printRule(w io.Writer, r smpp.Row) {
	fmt.Fprintf(w, "%s: %s", r.Name, r.Rule)
	switch {
	case r.Note != "" && r.Rule != "":
		fmt.Fprintf(w, " (%s)", r.Note)
	case r.Note != "":
		fmt.Fprint(w, r.Note)
	}
	fmt.Fprintln(w)
}

func short(s string) string {
	if len(s) > 48 {
		return s[:45] + "..."
	}
	return s
}
