package app

import (
	"context"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/urfave/cli/v3"

	"relay/gateway/sms"
)

func segmentCommand(opts func(*cli.Command) options) *cli.Command {
	return &cli.Command{
		Name: "segment", Usage: "show how a text is cut into parts", ArgsUsage: "TEXT",
		Description: example(`relay segment "Hello {world}"`, `relay segment --coding ucs2 --json "Hello"`),
		Flags: []cli.Flag{
			&cli.BoolFlag{Name: "json", Usage: "one JSON object"},
			&cli.StringFlag{Name: "coding", Usage: "auto, gsm7, gsm7-packed, latin1, ucs2 or binary (hex)", Value: "auto"},
		},
		Action: func(_ context.Context, c *cli.Command) error {
			o := opts(c)
			coding, err := sms.ParseCoding(c.String("coding"))
			if err != nil {
				return &useError{err}
			}
			text := strings.Join(c.Args().Slice(), " ")
			return segment(o, text, coding, c.Bool("json") || o.JSON)
		},
	}
}

func segment(o options, text string, coding sms.Coding, asJSON bool) error {
	var seg sms.Segments
	var err error
	if coding == sms.Binary {
		b, herr := parseHex(text)
		if herr != nil {
			return useErrorf("a binary text is given in hex: %w", herr)
		}
		seg, err = sms.SegmentBinary(b, 1)
	} else {
		seg, err = sms.Segment(text, coding, 1)
	}
	if err != nil {
		return err
	}
	if asJSON {
		type part struct {
			Units  int    `json:"units"`
			Octets string `json:"octets_hex"`
		}
		out := struct {
			Coding string `json:"coding"`
			Parts  []part `json:"parts"`
		}{Coding: seg.Coding.String()}
		for _, p := range seg.Parts {
			out.Parts = append(out.Parts, part{p.Units, hex.EncodeToString(p.Octets)})
		}
		printJSON(o.Out, out)
		return nil
	}
	unit := map[sms.Coding]string{sms.GSM7: "septets", sms.GSM7Packed: "septets", sms.UCS2: "16-bit units"}[seg.Coding]
	if unit == "" {
		unit = "octets"
	}
	fmt.Fprintf(o.Out, "%s, data_coding 0x%02X, %d %s in %d part(s)\n", seg.Coding, seg.DataCoding, seg.Units, unit, len(seg.Parts))
	for _, f := range seg.Forced {
		fmt.Fprintf(o.Out, "%q (%s) is not in the GSM alphabet", f.Rune, f.Name)
		if f.Replacement != "" {
			fmt.Fprintf(o.Out, "; %q would be", f.Replacement)
		}
		fmt.Fprintln(o.Out)
	}
	for i, p := range seg.Parts {
		fmt.Fprintf(o.Out, "part %d: %d of %d %s, %d octets: %s\n", i+1, p.Units, p.Limit, unit, len(p.Octets), hex.EncodeToString(p.Octets))
	}
	return nil
}
