package addressbook

import (
	"bufio"
	"encoding/csv"
	"io"
	"strings"
	"unicode/utf8"

	"relay/gateway"
)

// WriteCSV writes contacts with a header: name, number, note, groups, whether
// they opted out, then every extra field. Spreadsheets run nothing of it.
func WriteCSV(w io.Writer, list []gateway.Contact) error {
	header := []string{"name", "number", "note", "groups", "opted out"}
	at := map[string]int{}
	for _, c := range list {
		for _, f := range c.Fields {
			if key := strings.ToLower(f.Key); at[key] == 0 {
				at[key] = len(header)
				header = append(header, f.Key)
			}
		}
	}
	out := csv.NewWriter(w)
	write := func(cells []string) error {
		for i := range cells {
			cells[i] = harmless(cells[i])
		}
		return out.Write(cells)
	}
	if err := write(header); err != nil {
		return err
	}
	for _, c := range list {
		row := make([]string, len(header))
		row[0], row[1], row[2], row[3] = c.Name, c.Number, c.Note, strings.Join(c.Groups, "; ")
		if c.OptedOut {
			row[4] = "yes"
		}
		for _, f := range c.Fields {
			row[at[strings.ToLower(f.Key)]] = f.Value
		}
		if err := write(row); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// harmless puts an apostrophe before what a spreadsheet would run; a + before
// digits alone is a number.
func harmless(cell string) string {
	if cell != "" && (strings.ContainsRune("=-@\t\r", rune(cell[0])) || cell[0] == '+' && strings.Trim(cell[1:], "0123456789") != "") {
		return "'" + cell
	}
	return cell
}

// WriteCards writes contacts as vCard 3.0, which every phone reads, or 4.0.
func WriteCards(w io.Writer, list []gateway.Contact, version string) error {
	b := bufio.NewWriter(w)
	put := func(name string, parts ...string) {
		line := name + ":" + strings.Join(parts, ";")
		// At most 75 octets a line, never through a character (RFC 6350 3.2).
		for most := 75; len(line) > most; most = 74 {
			n := most
			for !utf8.RuneStart(line[n]) {
				n--
			}
			_, _ = b.WriteString(line[:n] + "\r\n ")
			line = line[n:]
		}
		_, _ = b.WriteString(line + "\r\n")
	}
	for _, c := range list {
		put("BEGIN", "VCARD")
		put("VERSION", version)
		put("FN", escape(c.Show()))
		if version == "3.0" {
			put("N", escape(c.Show()), "", "", "", "") // demanded there
			put("TEL;TYPE=CELL", escape(c.Number))
		} else {
			put(`TEL;VALUE=uri;TYPE="cell,text"`, "tel:"+c.Number)
		}
		if c.Note != "" {
			put("NOTE", escape(c.Note))
		}
		if len(c.Groups) > 0 {
			groups := make([]string, len(c.Groups))
			for i, g := range c.Groups {
				groups[i] = escape(g)
			}
			put("CATEGORIES", strings.Join(groups, ","))
		}
		for _, f := range c.Fields {
			put(fieldProperty, escape(f.Key), escape(f.Value))
		}
		put("END", "VCARD")
	}
	return b.Flush()
}

func escape(s string) string {
	return strings.NewReplacer(`\`, `\\`, "\r\n", `\n`, "\n", `\n`, "\r", `\n`, ",", `\,`, ";", `\;`).Replace(s)
}
