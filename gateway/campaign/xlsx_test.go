package campaign

import (
	"archive/zip"
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"testing"
)

// workbook packs parts of a workbook; the sheet's rows are given as XML.
func workbook(t testing.TB, sheet string, change map[string]string) []byte {
	t.Helper()
	parts := map[string]string{
		"xl/workbook.xml":            `<workbook xmlns="m" xmlns:r="rel"><workbookPr/><sheets><sheet name="Notes" sheetId="1" state="hidden" r:id="rId1"/><sheet name="People" sheetId="2" r:id="rId2"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="worksheets/sheet2.xml"/></Relationships>`,
		"xl/sharedStrings.xml":       `<sst><si><t>Name</t></si><si><t>Phone</t></si><si><r><t>An</t></r><r><t xml:space="preserve">na </t></r><rPh><t>guide</t></rPh></si><si><t>When</t></si></sst>`,
		"xl/styles.xml":              `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd\ hh:mm"/><numFmt numFmtId="165" formatCode="0&quot;d&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="20"/></cellXfs></styleSheet>`,
		"xl/worksheets/sheet1.xml":   `<worksheet><sheetData/></worksheet>`,
		"xl/worksheets/sheet2.xml":   `<worksheet><sheetData>` + sheet + `</sheetData></worksheet>`,
	}
	for k, v := range change {
		parts[k] = v
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range parts {
		if text == "" {
			continue
		}
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const people = `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="D1" t="s"><v>3</v></c></row>
<row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2"><v>3.6301234567E10</v></c><c r="D2" s="1"><v>46349</v></c></row>
<row r="3"></row>
<row r="5"><c r="A5" t="inlineStr"><is><t>Béla</t></is></c><c r="B5" t="str"><f>x</f><v>+36307654321</v></c><c r="C5" s="4"><v>0.375</v></c><c r="D5" s="2"><v>46349.5</v></c><c r="E5" s="3"><v>7</v></c><c r="F5" t="b"><v>1</v></c><c r="G5" t="e"><v>#N/A</v></c></row>`

func TestXLSX(t *testing.T) {
	got := read(t, workbook(t, people, nil))
	want := [][]string{{"Anna", "36301234567", "", "2026-11-23"}, {"Béla", "+36307654321", "09:00", "2026-11-23 12:00", "7", "yes", ""}}
	if !reflect.DeepEqual(got.Rows, want) || got.Header[1] != "Phone" || got.Header[2] != "column C" || got.Found != `Excel, sheet "People"` {
		t.Errorf("%q %q, %s", got.Header, got.Rows, got.Found)
	}
	if got.Number(0) != 2 || got.Number(1) != 5 {
		t.Errorf("rows %d and %d", got.Number(0), got.Number(1))
	}
}

func TestXLSXFrom1904(t *testing.T) {
	got := read(t, workbook(t, people, map[string]string{"xl/workbook.xml": `<workbook><workbookPr date1904="1"/><sheets><sheet name="P" id="rId2"/></sheets></workbook>`}))
	if got.Rows[0][3] != "2030-11-24" {
		t.Errorf("%q", got.Rows[0])
	}
}

func TestDamagedXLSX(t *testing.T) {
	whole := workbook(t, people, nil)
	for name, c := range map[string]struct {
		octets []byte
		want   string
	}{
		"cut off":        {whole[:len(whole)/2], "damaged or incomplete"},
		"a document":     {workbook(t, "", map[string]string{"xl/workbook.xml": ""}), "no Excel workbook"},
		"no sheet shown": {workbook(t, "", map[string]string{"xl/workbook.xml": `<workbook><sheets><sheet name="x" state="hidden" id="rId2"/></sheets></workbook>`}), "no visible sheet"},
		"broken rows":    {workbook(t, "<row><c></row>", nil), "damaged"},
		"no rows":        {workbook(t, "", nil), "no rows"},
		"too wide":       {workbook(t, `<row r="4"><c r="ZZZ4"><v>1</v></c></row>`, nil), "row 4 has more than"},
	} {
		if _, err := Read(t.Context(), c.octets, quiet); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}

func TestXLSXOfManyRows(t *testing.T) {
	var rows strings.Builder
	for i := 1; i <= 5000; i++ {
		fmt.Fprintf(&rows, `<row r="%d"><c r="A%d"><v>3630%07d</v></c></row>`, i, i, i)
	}
	last := 0.0
	got, err := Read(t.Context(), workbook(t, rows.String(), nil), func(s float64) {
		if s < last || s > 1 {
			t.Errorf("progress %f after %f", s, last)
		}
		last = s
	})
	if err != nil || len(got.Rows) != 5000 || last == 0 || got.Rows[4999][0] != "36300005000" {
		t.Errorf("%d rows, progress %f, %v", len(got.Rows), last, err)
	}
}

// Whatever comes in, a table is whole or there is an error in words.
func FuzzRead(f *testing.F) {
	f.Add([]byte("name;phone\nAnna;+36301234567\n"))
	f.Add([]byte("sep=,\n\"a\"\"b\",\"c\nd\"\n"))
	f.Add([]byte("\xFF\xFEa\x00;\x00b\x00\n\x00"))
	f.Add([]byte("\xEF\xBB\xBF\x93quoted\x94,x\n"))
	f.Add(workbook(f, people, nil))
	f.Add(workbook(f, `<row r="-1"><c r="A1" t="s"><v>99</v></c><c s="-5"><v>1e300</v></c></row>`, nil))
	f.Fuzz(func(t *testing.T, octets []byte) {
		table, err := Read(t.Context(), octets, quiet)
		if err != nil {
			if err.Error() == "" {
				t.Error("an error without words")
			}
			return
		}
		for _, named := range []bool{table.Named, true, false} {
			table.SetNamed(named)
			seen := map[string]bool{}
			for _, h := range table.Header {
				if h == "" || seen[strings.ToLower(h)] || strings.ContainsAny(h, "{}|") {
					t.Fatalf("header %q", table.Header)
				}
				seen[strings.ToLower(h)] = true
				if tpl, err := ParseTemplate("{" + h + "}"); err != nil {
					t.Fatalf("%q is no field: %v", h, err)
				} else if _, missing := tpl.bind(table.Header); missing != "" {
					t.Fatalf("%q is not found", missing)
				}
			}
			for i, r := range table.Rows {
				if len(r) > len(table.Header) {
					t.Fatalf("row %d is wider than the header", table.Number(i))
				}
			}
			_ = GuessNumber(table.Header, table.Rows)
		}
	})
}

// A text without fields says itself, with braces doubled; any text is a template
// or an error in words.
func FuzzTemplate(f *testing.F) {
	for _, s := range []string{"Hi {name|friend}, {code}", "{{}}", "{", "}", "{a{b}}", "{|}", "{ \x00 }", "💥{é}"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if tpl, err := ParseTemplate(s); err == nil {
			b, missing := tpl.bind(tpl.Fields())
			if missing != "" {
				t.Fatalf("%q is no field of its own template %q", missing, s)
			}
			b.fill(nil)
		} else if err.Error() == "" {
			t.Fatal("an error without words")
		}
		doubled := strings.NewReplacer("{", "{{", "}", "}}").Replace(s)
		tpl, err := ParseTemplate(doubled)
		if err != nil {
			t.Fatalf("%q: %v", doubled, err)
		}
		b, _ := tpl.bind(nil)
		if got, _ := b.fill(nil); got != s {
			t.Fatalf("%q became %q", s, got)
		}
	})
}
