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

var fieldNames = [numFields]string{
	FieldSystemID:             "system_id",
	FieldPassword:             "password",
	FieldSystemType:           "system_type",
	FieldInterfaceVersion:     "interface_version",
	FieldAddrTON:              "addr_ton",
	FieldAddrNPI:              "addr_npi",
	FieldAddressRange:         "address_range",
	FieldServiceType:          "service_type",
	FieldSourceAddrTON:        "source_addr_ton",
	FieldSourceAddrNPI:        "source_addr_npi",
	FieldSourceAddr:           "source_addr",
	FieldDestAddrTON:          "dest_addr_ton",
	FieldDestAddrNPI:          "dest_addr_npi",
	FieldDestinationAddr:      "destination_addr",
	FieldESMClass:             "esm_class",
	FieldProtocolID:           "protocol_id",
	FieldPriorityFlag:         "priority_flag",
	FieldScheduleDeliveryTime: "schedule_delivery_time",
	FieldValidityPeriod:       "validity_period",
	FieldRegisteredDelivery:   "registered_delivery",
	FieldReplaceIfPresentFlag: "replace_if_present_flag",
	FieldDataCoding:           "data_coding",
	FieldSMDefaultMsgID:       "sm_default_msg_id",
	FieldShortMessage:         "short_message",
	FieldMessageID:            "message_id",
	FieldDestAddress:          "dest_address",
	FieldUnsuccessSME:         "unsuccess_sme",
	FieldFinalDate:            "final_date",
	FieldMessageState:         "message_state",
	FieldErrorCode:            "error_code",
	FieldESMEAddrTON:          "esme_addr_ton",
	FieldESMEAddrNPI:          "esme_addr_npi",
	FieldESMEAddr:             "esme_addr",
	FieldNumMessages:          "num_messages",
	FieldMsgid:                "msgid",
	FieldSMLength:             "sm_length",
	FieldMessageStatus:        "message_status",
	FieldParamName:            "param_name",
	FieldParamValue:           "param_value",
}

// String returns the specification's name.
func (f Field) String() string {
	if f < numFields {
		return fieldNames[f]
	}
	return ""
}
