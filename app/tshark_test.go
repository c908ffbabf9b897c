//go:build peers

package app

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"math/rand/v2"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"relay/gateway"
	"relay/gateway/smpp"
)

// tsharkCount and tsharkSeed choose the random PDUs.
const (
	tsharkCount = 5000
	tsharkSeed  = 20260131
)

// tsharkGap is something that tshark 4.0.17 does not know or reads in another
// way, so that its reading says nothing about ours.
type tsharkGap struct {
	command smpp.CommandID // 0: any
	field   string         // "" for the whole body
	errors  bool           // in a response with a status only
	asked   bool           // in a request only
	omit    bool           // it is not sent
	reason  string
}

var tsharkGaps = []tsharkGap{
	{command: smpp.ParamRetrieve, reason: "a command of 3.3 whose number no specification prints"},
	{command: smpp.ParamRetrieveResp, reason: "as its request"},
	{command: smpp.QueryLastMsgs, reason: "as param_retrieve"},
	{command: smpp.QueryLastMsgsResp, reason: "as param_retrieve"},
	{command: smpp.QueryMsgDetails, reason: "as param_retrieve"},
	{command: smpp.QueryMsgDetailsResp, reason: "as param_retrieve"},
	{errors: true, reason: "the body of an error response is not decoded"},
	{asked: true, field: "command_status", reason: "not shown in a request"},
	{field: "dest_flag", reason: "not shown; the parts behind it prove its place"},
	{field: "number_of_dests", reason: "a heading without a value; the entries prove it"},
	{field: "no_unsuccess", reason: "as number_of_dests"},
	{field: "callback_num", reason: "a heading without a value"},
	{field: "callback_num_atag", reason: "a heading without a value"},
	{command: smpp.UnbindResp, field: "congestion_state", reason: "no TLV is looked for"},
	{command: smpp.EnquireLinkResp, field: "congestion_state", reason: "no TLV is looked for"},
	{command: smpp.CancelSMResp, field: "congestion_state", reason: "no TLV is looked for"},
	{command: smpp.ReplaceSMResp, field: "congestion_state", reason: "no TLV is looked for"},
	{command: smpp.CancelBroadcastSMResp, field: "congestion_state", reason: "no TLV is looked for"},
	{command: smpp.QuerySMResp, field: "congestion_state", reason: "no TLV is looked for"},
	{field: "final_date", reason: "12 digits are not shown, 16 as a date"},
	{field: "broadcast_rep_num", omit: true, reason: "2 octets, of which the first is read; what follows is then shifted"},
	{field: "ms_validity", omit: true, reason: "4 octets, of which the first is read; as broadcast_rep_num"},
}

// tsharkNames are the names of tshark that are not the specification's.
var tsharkNames = map[string]string{
	"short_message":               "smpp.message",
	"sc_interface_version":        "smpp.SC_interface_version",
	"registered_delivery":         "smpp.regdel.receipt",
	"esm_class":                   "smpp.esm.submit.msg_mode",
	"dest_addr_np_information":    "smpp.dest_addr_np_info",
	"ms_msg_wait_facilities":      "smpp.msg_wait.ind",
	"callback_num_pres_ind":       "smpp.callback_num.pres",
	"alert_on_message_delivery":   "smpp.alert_on_message_delivery_type",
	"broadcast_content_type_info": "smpp.broadcast_content_type.info",
}

// tsharkParts are shown as several fields, one after the other.
var tsharkParts = []string{"network_error_code", "broadcast_content_type", "broadcast_frequency_interval", "broadcast_area_identifier", "its_session_info", "billing_identification"}

func gapFor(p *smpp.PDU, field string) bool {
	return slices.ContainsFunc(tsharkGaps, func(g tsharkGap) bool {
		return (g.command == 0 || g.command == p.ID) && (!g.errors || p.ID.IsResponse() && p.Status != smpp.ROK && field != "command_status") && (!g.asked || !p.ID.IsResponse()) && (g.field == "" && !g.errors || g.field == "" && field != "" || g.field == field)
	})
}

// randomPDU makes a PDU that our encoder takes in a version.
func randomPDU(r *rand.Rand, id smpp.CommandID, v smpp.Version) *smpp.PDU {
	text := func(most int) string {
		const letters = "0123456789abcdefXYZ"
		b := make([]byte, r.IntN(most+1))
		for i := range b {
			b[i] = letters[r.IntN(len(letters))]
		}
		return string(b)
	}
	when := func() string {
		if r.IntN(2) == 0 {
			return ""
		}
		return smpp.FormatAbsolute(time.Unix(1_700_000_000+r.Int64N(200_000_000), 0))
	}
	p := smpp.New(id)
	p.Sequence = 1 + r.Uint32N(0x7FFFFFFE)
	if id.IsResponse() && r.IntN(10) == 0 || id == smpp.GenericNack {
		p.Status = smpp.RSYSERR
	}
	for c := range smpp.Commands() {
		if c.ID != id {
			continue
		}
		for _, f := range c.Fields {
			most := map[smpp.Field]int{smpp.FieldSystemID: 15, smpp.FieldPassword: 8, smpp.FieldSystemType: 12, smpp.FieldAddressRange: 40, smpp.FieldServiceType: 5, smpp.FieldParamName: 31, smpp.FieldParamValue: 100}[f]
			switch {
			case f == smpp.FieldShortMessage:
				b := make([]byte, r.IntN(161))
				for i := range b {
					b[i] = byte(r.Uint32())
				}
				p.SetOctets(f, b)
			case f == smpp.FieldESMClass:
				p.SetInt(f, r.Uint32N(256)&^0x40) // a random text is no user data header
			case f == smpp.FieldDestAddress:
				list := make([]smpp.Destination, 1+r.IntN(5))
				for i := range list {
					if list[i] = (smpp.Destination{Flag: 2, List: "l" + text(19)}); r.IntN(3) > 0 {
						list[i] = smpp.Destination{Flag: 1, Address: smpp.Address{TON: byte(r.IntN(7)), NPI: 1, Addr: "1" + text(19)}}
					}
				}
				p.SetDestinations(list)
			case f == smpp.FieldUnsuccessSME:
				list := make([]smpp.Unsuccess, r.IntN(5))
				for i := range list {
					list[i] = smpp.Unsuccess{Address: smpp.Address{TON: byte(r.IntN(7)), NPI: 1, Addr: "1" + text(19)}, Status: smpp.RINVDSTADR}
				}
				p.SetUnsuccessful(list)
			case f == smpp.FieldScheduleDeliveryTime || f == smpp.FieldValidityPeriod || f == smpp.FieldFinalDate:
				if id == smpp.DeliverSM && v == smpp.V34 {
					continue
				}
				p.SetStr(f, when())
			case f == smpp.FieldMessageID:
				switch {
				case id == smpp.DeliverSMResp && v == smpp.V34:
				case v == smpp.V33:
					p.SetStr(f, text(8))
				default:
					p.SetStr(f, text(64))
				}
			case f == smpp.FieldSourceAddr || f == smpp.FieldDestinationAddr || f == smpp.FieldESMEAddr:
				most = 20
				if id == smpp.DataSM || id == smpp.AlertNotification {
					most = 64
				}
				fallthrough
			case f.Text() && f != smpp.FieldMsgid:
				p.SetStr(f, text(most))
			case f == smpp.FieldMsgid && id == smpp.QueryMsgDetailsResp:
				p.SetStr(f, text(8))
			case f == smpp.FieldMsgid:
				p.SetOctets(f, []byte("\x02a1\x00b2\x00"))
			default:
				p.SetInt(f, r.Uint32N(256))
			}
		}
	}
	for t := range smpp.TLVTable() {
		omit := slices.ContainsFunc(tsharkGaps, func(g tsharkGap) bool { return g.omit && g.field == t.Name })
		if !slices.Contains(t.In, id) || omit || r.IntN(4) > 0 {
			continue
		}
		n := t.Min + r.IntN(min(t.Max-t.Min, 60)+1)
		switch t.Value {
		case smpp.ValueCString:
			p.AddTLVStr(t.Tag, strings.Repeat("7", max(n, 2)-1))
		default:
			b := make([]byte, n)
			for i := range b {
				b[i] = byte(r.Uint32())
			}
			if t.Digits {
				copy(b, "0123456789")
			}
			p.AddTLV(t.Tag, b)
		}
	}
	return p
}

// pdmlField is a field of a packet as tshark shows it.
type pdmlField struct {
	Name     string      `xml:"name,attr"`
	Pos      int         `xml:"pos,attr"`
	Size     int         `xml:"size,attr"`
	Value    string      `xml:"value,attr"`         // octets in hex
	Unmasked string      `xml:"unmaskedvalue,attr"` // the same where Value is some bits of them
	Fields   []pdmlField `xml:"field"`
}

func (f pdmlField) each(yield func(pdmlField)) {
	yield(f)
	for _, sub := range f.Fields {
		sub.each(yield)
	}
}

type pdmlProto struct {
	Name string `xml:"name,attr"`
	Pos  int    `xml:"pos,attr"`
	Size int    `xml:"size,attr"`
	pdmlField
}

// ascii replaces what is no ASCII: tshark shows texts as they are, which is not
// always XML. The values that are compared are hex.
type ascii struct{ r io.Reader }

func (a ascii) Read(b []byte) (int, error) {
	n, err := a.r.Read(b)
	for i, c := range b[:n] {
		if c >= 0x7F || c < ' ' && c != '\n' {
			b[i] = '?'
		}
	}
	return n, err
}

// readPDML reads packet by packet.
func readPDML(r io.Reader, packet func(protos []pdmlProto) error) error {
	d := xml.NewDecoder(ascii{r})
	for {
		tok, err := d.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if start, ok := tok.(xml.StartElement); ok && start.Name.Local == "packet" {
			var p struct {
				Protos []pdmlProto `xml:"proto"`
			}
			if err := d.DecodeElement(&p, &start); err != nil {
				return err
			}
			if err := packet(p.Protos); err != nil {
				return err
			}
		}
	}
}

// TestPeerTsharkRandomPDUs has tshark decode random PDUs of every command and
// version that our encoder made: the same fields at the same place with the same
// octets, and no PDU malformed.
func TestPeerTsharkRandomPDUs(t *testing.T) {
	t.Logf("seed %d", tsharkSeed)
	r := rand.New(rand.NewPCG(tsharkSeed, 0))
	var commands []smpp.CommandID
	for c := range smpp.Commands() {
		commands = append(commands, c.ID)
	}
	var records []gateway.PDURecord
	for i := 0; len(records) < tsharkCount; i++ {
		id, v := commands[i%len(commands)], smpp.Versions()[i/len(commands)%3]
		if !id.In(v) {
			continue
		}
		frame, err := randomPDU(r, id, v).Append(nil, v)
		if err != nil {
			t.Fatalf("%s in %s: %v", id, v, err)
		}
		// A session each, so that no packet depends on another.
		records = append(records, gateway.PDURecord{Time: time.Unix(1_700_000_000, int64(i)*1e6), Session: uint64(len(records)), Out: !id.IsResponse(), Version: byte(v), Frame: frame})
	}
	file := filepath.Join(t.TempDir(), "random.pcapng")
	if err := writePcapngFile(file, records); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("tshark", "-r", file, "-d", "tcp.port==2775,smpp", "-T", "pdml")
	cmd.Stderr = io.Discard
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	n, compared, bad := 0, 0, 0
	err = readPDML(out, func(protos []pdmlProto) error {
		frame, v := records[n].Frame, smpp.Version(records[n].Version)
		n++
		same, problems := againstTshark(frame, v, protos)
		compared += same
		for _, p := range problems {
			if bad++; bad <= 20 {
				t.Errorf("PDU %d: %s\n%x", n, p, frame)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d PDUs, %d values compared, %d differ", n, compared, bad)
	if n != tsharkCount || compared < 10*tsharkCount {
		t.Errorf("%d of %d PDUs, %d values compared", n, tsharkCount, compared)
	}
}

// againstTshark compares one PDU with what tshark made of it.
func againstTshark(frame []byte, v smpp.Version, protos []pdmlProto) (compared int, problems []string) {
	var p smpp.PDU
	_ = smpp.Decode(&p, frame, v)
	i := slices.IndexFunc(protos, func(x pdmlProto) bool { return x.Name == "smpp" })
	if gapFor(&p, "") { // the whole command
		return 0, nil
	}
	if i < 0 {
		return 0, []string{p.ID.String() + ": tshark sees no SMPP"}
	}
	base := protos[i].Pos
	type place struct{ at, n int }
	seen := map[place][]pdmlField{}
	for _, x := range protos {
		if x.Name == "_ws.malformed" {
			problems = append(problems, p.ID.String()+": malformed")
		}
	}
	for _, f := range protos[i].Fields {
		f.each(func(f pdmlField) { seen[place{f.Pos - base, f.Size}] = append(seen[place{f.Pos - base, f.Size}], f) })
	}
	var ours struct {
		Layout []struct {
			Name           string
			Offset, Length int
		}
	}
	if err := json.Unmarshal(smpp.JSON(frame, v), &ours); err != nil {
		return compared, append(problems, err.Error())
	}
	var tags []smpp.Tag
	for tag := range p.TLVs() {
		tags = append(tags, tag)
	}
	check := func(name, short string, at, n int) {
		if gapFor(&p, name[strings.LastIndexByte(name, '.')+1:]) {
			return
		}
		octets := hex.EncodeToString(frame[at : at+n])
		for _, f := range seen[place{at, n}] {
			if f.Value == octets || f.Unmasked == octets {
				if strings.HasSuffix(f.Name, "."+short) || f.Name == tsharkNames[short] {
					compared++
					return
				}
			}
		}
		if slices.Contains(tsharkParts, short) && parts(frame, at, n, func(at, n int, octets string) bool {
			return slices.ContainsFunc(seen[place{at, n}], func(f pdmlField) bool { return f.Value == octets || f.Unmasked == octets })
		}) {
			compared++
			return
		}
		problems = append(problems, fmt.Sprintf("%s %s at %d, %d octets %s: tshark has %v", p.ID, name, at, n, octets, seen[place{at, n}]))
	}
	for _, l := range ours.Layout {
		octets := frame[l.Offset : l.Offset+l.Length]
		switch k := 0; {
		case l.Length == 0, bytes.Equal(octets, []byte{0}) && l.Length == 1 && l.Offset >= 16:
			// Empty strings are not shown; the next field's place proves them.
		case strings.HasPrefix(l.Name, "tlv["):
			if _, err := fmt.Sscanf(l.Name, "tlv[%d]", &k); err != nil || k >= len(tags) {
				problems = append(problems, l.Name)
				continue
			}
			name := tags[k].String()
			check(name, "opt_param_tag", l.Offset, 2)
			check(name, "opt_param_len", l.Offset+2, 2)
			if l.Length > 4 {
				check(name, name, l.Offset+4, l.Length-4)
			}
		default:
			check(l.Name, l.Name[strings.LastIndexByte(l.Name, '.')+1:], l.Offset, l.Length)
		}
	}
	return compared, problems
}

// parts tells whether tshark shows some octets in one or several fields, each
// with the octets that lie there.
func parts(frame []byte, at, n int, shown func(at, n int, octets string) bool) bool {
	for end := at + n; at < end; {
		k := end - at
		for k > 0 && !shown(at, k, hex.EncodeToString(frame[at:at+k])) {
			k--
		}
		if k == 0 {
			return false
		}
		at += k
	}
	return true
}
