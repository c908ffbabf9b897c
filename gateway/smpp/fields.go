package smpp

// Field names a field of the fixed part of a PDU. A field of the same name in
// several commands is one Field.
type Field uint8

const (
	noField                   Field = iota
	FieldSystemID                   // system_id
	FieldPassword                   // password
	FieldSystemType                 // system_type
	FieldInterfaceVersion           // interface_version
	FieldAddrTON                    // addr_ton
	FieldAddrNPI                    // addr_npi
	FieldAddressRange               // address_range
	FieldServiceType                // service_type
	FieldSourceAddrTON              // source_addr_ton
	FieldSourceAddrNPI              // source_addr_npi
	FieldSourceAddr                 // source_addr
	FieldDestAddrTON                // dest_addr_ton
	FieldDestAddrNPI                // dest_addr_npi
	FieldDestinationAddr            // destination_addr
	FieldESMClass                   // esm_class
	FieldProtocolID                 // protocol_id
	FieldPriorityFlag               // priority_flag
	FieldScheduleDeliveryTime       // schedule_delivery_time
	FieldValidityPeriod             // validity_period
	FieldRegisteredDelivery         // registered_delivery
	FieldReplaceIfPresentFlag       // replace_if_present_flag
	FieldDataCoding                 // data_coding
	FieldSMDefaultMsgID             // sm_default_msg_id
	FieldShortMessage               // short_message
	FieldMessageID                  // message_id
	FieldDestAddress                // dest_address
	FieldUnsuccessSME               // unsuccess_sme
	FieldFinalDate                  // final_date
	FieldMessageState               // message_state
	FieldErrorCode                  // error_code
	FieldESMEAddrTON                // esme_addr_ton
	FieldESMEAddrNPI                // esme_addr_npi
	FieldESMEAddr                   // esme_addr
	FieldNumMessages                // num_messages
	FieldMsgid                      // msgid
	FieldSMLength                   // sm_length
	FieldMessageStatus              // message_status
	FieldParamName                  // param_name
	FieldParamValue                 // param_value
	numFields
)

// FieldInfo is what a field is wherever it stands; its sizes are in layouts,
// since they differ by command.
type FieldInfo struct {
	Field  Field
	Name   string
	Fault  Status // the answer to a length or value that can not be; 0: ESME_RINVTLVLEN, "invalid parameter length" of 3.4
	Enum   string // of its values, "" for none
	Secret bool   // masked before anything is logged
}

var fieldRows = [numFields]FieldInfo{
	FieldSystemID:             {Field: FieldSystemID, Name: "system_id", Fault: RINVSYSID},
	FieldPassword:             {Field: FieldPassword, Name: "password", Fault: RINVPASWD, Secret: true},
	FieldSystemType:           {Field: FieldSystemType, Name: "system_type", Fault: RINVSYSTYP},
	FieldInterfaceVersion:     {Field: FieldInterfaceVersion, Name: "interface_version", Enum: "interface_version"},
	FieldAddrTON:              {Field: FieldAddrTON, Name: "addr_ton", Enum: "ton"},
	FieldAddrNPI:              {Field: FieldAddrNPI, Name: "addr_npi", Enum: "npi"},
	FieldAddressRange:         {Field: FieldAddressRange, Name: "address_range"},
	FieldServiceType:          {Field: FieldServiceType, Name: "service_type", Fault: RINVSERTYP, Enum: "service_type"},
	FieldSourceAddrTON:        {Field: FieldSourceAddrTON, Name: "source_addr_ton", Fault: RINVSRCTON, Enum: "ton"},
	FieldSourceAddrNPI:        {Field: FieldSourceAddrNPI, Name: "source_addr_npi", Fault: RINVSRCNPI, Enum: "npi"},
	FieldSourceAddr:           {Field: FieldSourceAddr, Name: "source_addr", Fault: RINVSRCADR},
	FieldDestAddrTON:          {Field: FieldDestAddrTON, Name: "dest_addr_ton", Fault: RINVDSTTON, Enum: "ton"},
	FieldDestAddrNPI:          {Field: FieldDestAddrNPI, Name: "dest_addr_npi", Fault: RINVDSTNPI, Enum: "npi"},
	FieldDestinationAddr:      {Field: FieldDestinationAddr, Name: "destination_addr", Fault: RINVDSTADR},
	FieldESMClass:             {Field: FieldESMClass, Name: "esm_class", Fault: RINVESMCLASS, Enum: "esm_class"},
	FieldProtocolID:           {Field: FieldProtocolID, Name: "protocol_id", Enum: "protocol_id"},
	FieldPriorityFlag:         {Field: FieldPriorityFlag, Name: "priority_flag", Fault: RINVPRTFLG, Enum: "priority_gsm"},
	FieldScheduleDeliveryTime: {Field: FieldScheduleDeliveryTime, Name: "schedule_delivery_time", Fault: RINVSCHED},
	FieldValidityPeriod:       {Field: FieldValidityPeriod, Name: "validity_period", Fault: RINVEXPIRY},
	FieldRegisteredDelivery:   {Field: FieldRegisteredDelivery, Name: "registered_delivery", Fault: RINVREGDLVFLG, Enum: "registered_delivery"},
	FieldReplaceIfPresentFlag: {Field: FieldReplaceIfPresentFlag, Name: "replace_if_present_flag", Fault: RINVREPFLAG, Enum: "replace_if_present_flag"},
	FieldDataCoding:           {Field: FieldDataCoding, Name: "data_coding", Fault: RINVDCS, Enum: "data_coding"},
	FieldSMDefaultMsgID:       {Field: FieldSMDefaultMsgID, Name: "sm_default_msg_id", Fault: RINVDFTMSGID},
	FieldShortMessage:         {Field: FieldShortMessage, Name: "short_message", Fault: RINVMSGLEN},
	FieldMessageID:            {Field: FieldMessageID, Name: "message_id", Fault: RINVMSGID},
	FieldDestAddress:          {Field: FieldDestAddress, Name: "dest_address", Fault: RINVNUMDESTS},
	FieldUnsuccessSME:         {Field: FieldUnsuccessSME, Name: "unsuccess_sme", Fault: RINVNUMDESTS},
	FieldFinalDate:            {Field: FieldFinalDate, Name: "final_date"},
	FieldMessageState:         {Field: FieldMessageState, Name: "message_state", Enum: "message_state"},
	FieldErrorCode:            {Field: FieldErrorCode, Name: "error_code"},
	FieldESMEAddrTON:          {Field: FieldESMEAddrTON, Name: "esme_addr_ton", Enum: "ton"},
	FieldESMEAddrNPI:          {Field: FieldESMEAddrNPI, Name: "esme_addr_npi", Enum: "npi"},
	FieldESMEAddr:             {Field: FieldESMEAddr, Name: "esme_addr", Fault: RINVDSTADR},
	FieldNumMessages:          {Field: FieldNumMessages, Name: "num_messages", Fault: RINVNUMMSGS},
	FieldMsgid:                {Field: FieldMsgid, Name: "msgid", Fault: RINVMSGID},
	FieldSMLength:             {Field: FieldSMLength, Name: "sm_length", Fault: RINVMSGLEN},
	FieldMessageStatus:        {Field: FieldMessageStatus, Name: "message_status", Enum: "message_state"},
	FieldParamName:            {Field: FieldParamName, Name: "param_name"},
	FieldParamValue:           {Field: FieldParamValue, Name: "param_value"},
}

// Info returns the field's row.
func (f Field) Info() FieldInfo {
	if f < numFields {
		return fieldRows[f]
	}
	return FieldInfo{}
}

// String returns the specification's name.
func (f Field) String() string {
	if f < numFields {
		return fieldRows[f].Name
	}
	return ""
}
