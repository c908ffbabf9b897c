package app

import (
	"context"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/urfave/cli/v3"

	"relay/gateway/octets"
	"relay/gateway/sms"
)

func segmentCommand(opts func(*cli.Command) options) *cli.Command {
	return &cli.Command{
		Name: "segment", Usage: "show how a text is cut into parts", ArgsUsage: "TEXT",
		Description: example(`relay segment "Hello {world}"`, `relay segment --coding ucs2 --json "Hello"`, `relay segment --long sar --national "Şimdi geliyorum"`),
		Flags: []cli.Flag{
			&cli.BoolFlag{Name: "json", Usage: "one JSON object"},
			&cli.StringFlag{Name: "coding", Usage: sms.CodingWords() + " (hex)", Value: "auto"},
			&cli.StringFlag{Name: "long", Usage: "how a text of several parts is sent: udh8, udh16, sar or payload", Value: "udh8"},
			&cli.BoolFlag{Name: "national", Usage: "national language tables where they save parts"},
		},
		Action: func(_ context.Context, c *cli.Command) error {
			o := opts(c)
			with := sms.Options{Ref: 1, National: c.Bool("national")}
			var err error
			if with.Coding, err = sms.ParseCoding(c.String("coding")); err != nil {
				return &useError{err}
			}
			if with.Long, err = sms.ParseLongMode(c.String("long")); err != nil {
				return &useError{err}
			}
			text := strings.Join(c.Args().Slice(), " ")
			return segment(o, text, with, c.Bool("json") || o.JSON)
		},
	}
}

func segment(o options, text string, with sms.Options, asJSON bool) error {
	if with.Coding == sms.Binary {
		b, err := octets.Parse(text)
		if err != nil {
			return useErrorf("a binary text is given in hex: %w", err)
		}
		text = string(b)
	}
	seg, err := sms.SegmentWith(text, with)
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
	unit := seg.Coding.Unit()
	fmt.Fprintf(o.Out, "%s, data_coding 0x%02X, %d %s in %d part(s)\n", seg.Coding, seg.DataCoding, seg.Units, unit, len(seg.Parts))
	if seg.Locking != sms.NoLanguage {
		fmt.Fprintf(o.Out, "locking shift: %s\n", seg.Locking)
	}
	if seg.Single != sms.NoLanguage {
		fmt.Fprintf(o.Out, "single shift: %s\n", seg.Single)
	}
	for _, f := range seg.Forced {
		fmt.Fprintf(o.Out, "%q (%s) is not in the GSM alphabet", f.Rune, f.Name)
		if f.Replacement != "" {
			fmt.Fprintf(o.Out, "; %q would be", f.Replacement)
		}
		fmt.Fprintln(o.Out)
	}
	for i, p := range seg.Parts {
		where := ""
		switch {
		case p.SAR != nil:
			where = fmt.Sprintf(", sar_segment_seqnum %d of %d, sar_msg_ref_num %d", p.SAR.Number, p.SAR.Total, p.SAR.Ref)
		case p.Payload:
			where = fmt.Sprintf(", message_payload, the message centre makes %d of it", seg.Messages)
		}
		fmt.Fprintf(o.Out, "part %d: %d of %d %s, %d octets%s: %s\n", i+1, p.Units, p.Limit, unit, len(p.Octets), where, hex.EncodeToString(p.Octets))
	}
	return nil
}
