package xlsx

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"os"
	"slices"
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

// read reads a workbook's rows that are not empty, "number: cells".
func read(t testing.TB, octets []byte, report func(float64)) (sheet string, rows []string, err error) {
	t.Helper()
	sheet, err = Read(t.Context(), octets, func(n int, cells []string) error {
		if len(cells) > 0 {
			rows = append(rows, fmt.Sprintf("%d: %s", n, strings.Join(cells, "|")))
		}
		return nil
	}, report)
	return sheet, rows, err
}

func quiet(float64) {}

func TestCells(t *testing.T) {
	sheet, got, err := read(t, workbook(t, people, nil), quiet)
	want := []string{"1: Name|Phone||When", "2: Anna |36301234567||2026-11-23", "5: Béla|+36307654321|09:00|2026-11-23 12:00|7|yes|"}
	if !slices.Equal(got, want) || sheet != "People" || err != nil {
		t.Errorf("%q in %q, %v", got, sheet, err)
	}
}

func TestDaysFrom1904(t *testing.T) {
	_, got, err := read(t, workbook(t, people, map[string]string{"xl/workbook.xml": `<workbook><workbookPr date1904="1"/><sheets><sheet name="P" id="rId2"/></sheets></workbook>`}), quiet)
	if err != nil || !strings.HasSuffix(got[1], "|2030-11-24") {
		t.Errorf("%q %v", got, err)
	}
}

func TestDamaged(t *testing.T) {
	whole := workbook(t, people, nil)
	for name, c := range map[string]struct {
		octets []byte
		want   string
	}{
		"cut off":        {whole[:len(whole)/2], "damaged or incomplete"},
		"a document":     {workbook(t, "", map[string]string{"xl/workbook.xml": ""}), "no Excel workbook"},
		"no sheet shown": {workbook(t, "", map[string]string{"xl/workbook.xml": `<workbook><sheets><sheet name="x" state="hidden" id="rId2"/></sheets></workbook>`}), "no visible sheet"},
		"broken rows":    {workbook(t, "<row><c></row>", nil), "damaged"},
		"too wide":       {workbook(t, `<row r="4"><c r="ZZZ4"><v>1</v></c></row>`, nil), "row 4 has more than"},
	} {
		if _, _, err := read(t, c.octets, quiet); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}

func TestManyRows(t *testing.T) {
	var rows strings.Builder
	for i := 1; i <= 5000; i++ {
		fmt.Fprintf(&rows, `<row r="%d"><c r="A%d"><v>3630%07d</v></c></row>`, i, i, i)
	}
	last := 0.0
	_, got, err := read(t, workbook(t, rows.String(), nil), func(s float64) {
		if s < last || s > 1 {
			t.Errorf("progress %f after %f", s, last)
		}
		last = s
	})
	if err != nil || len(got) != 5000 || last == 0 || got[4999] != "5000: 36300005000" {
		t.Errorf("%d rows, progress %f, %v", len(got), last, err)
	}
}

// What a reader of rows says ends the reading, in its own words.
func TestARowThatIsRefused(t *testing.T) {
	stop := errors.New("row 2 is too much")
	_, err := Read(t.Context(), workbook(t, people, nil), func(n int, _ []string) error {
		if n == 2 {
			return stop
		}
		return nil
	}, quiet)
	if !errors.Is(err, stop) || err.Error() != stop.Error() {
		t.Error(err)
	}
}

// The sample is a file as spreadsheets save it; other rooms' tests read it too.
func TestTheSample(t *testing.T) {
	octets, err := os.ReadFile("testdata/people.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	_, got, err := read(t, octets, quiet)
	if want := []string{"1: Name|Phone|Group|Born", "2: Anna Kovács|36301234567|Board|1985-04-12", "3: Béla Nagy|+36301234568||1990-01-02", "4: Cili|no number"}; !slices.Equal(got, want) || err != nil {
		t.Errorf("%q %v", got, err)
	}
}

// Whatever comes in, there are rows or an error in words.
func FuzzRead(f *testing.F) {
	f.Add(workbook(f, people, nil))
	f.Add(workbook(f, `<row r="-1"><c r="A1" t="s"><v>99</v></c><c s="-5"><v>1e300</v></c></row>`, nil))
	f.Fuzz(func(t *testing.T, octets []byte) {
		if _, _, err := read(t, octets, quiet); err != nil && err.Error() == "" {
			t.Error("an error without words")
		}
	})
}

// BenchmarkRead is a hundred thousand rows of a workbook.
func BenchmarkRead(b *testing.B) {
	var s strings.Builder
	for i := 1; i <= 100_000; i++ {
		fmt.Fprintf(&s, `<row r="%d"><c r="A%d" t="inlineStr"><is><t>Person %d</t></is></c><c r="B%d"><v>3630%07d</v></c><c r="C%d"><v>%d</v></c></row>`, i, i, i, i, i, i, i*7)
	}
	octets := workbook(b, s.String(), nil)
	for b.Loop() {
		if _, rows, err := read(b, octets, quiet); err != nil || len(rows) != 100_000 {
			b.Fatal(err)
		}
	}
}
