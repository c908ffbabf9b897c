package smpp

import "testing"

// Every field of every command, and every TLV, has a plain name, and each row is
// one of them or of a part of a PDU.
func TestPlainNames(t *testing.T) {
	parts := map[string]bool{"command_length": true, "command_id": true, "command_status": true, "sequence_number": true, "dest_flag": true, "dl_name": true, "error_status_code": true,
		"number_of_dests": true, "no_unsuccess": true, "number_msgs": true, "sm_length": true, "tag": true, "length": true, "value": true}
	known := map[string]bool{}
	for _, f := range Fields() {
		known[f.String()] = true
	}
	for r := range TLVTable() {
		known[r.Name] = true
	}
	for name := range known {
		if PlainName(name) == "" {
			t.Errorf("%s has none", name)
		}
	}
	seen := map[string]bool{}
	for _, n := range plainNames {
		if !known[n.Name] && !parts[n.Name] || seen[n.Name] || n.Plain == "" || len(n.Plain) > 40 {
			t.Errorf("%+v", n)
		}
		seen[n.Name] = true
	}
	for name, want := range map[string]string{"dest_address[2].dest_addr_ton": "Type of the recipient's number", "msgid[0]": "Id of a message", "tlv[0].length": "Length of the parameter", "0x1401": "", "(rest)": ""} {
		if got := PlainName(name); got != want {
			t.Errorf("%s: %q", name, got)
		}
	}
}
