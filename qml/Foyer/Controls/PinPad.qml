pragma ComponentBehavior: Bound
import QtQuick
import Foyer.Theme

/*!
    Entry of an operator's PIN. The digits never leave it but by `entered`; `clear()` empties it,
    `busy` locks it while the PIN is checked, `error` is said below the dots.
*/
FocusScope {
    id: root

    property int length: 4
    property bool busy: false
    property string error: ""

    signal entered(string pin)
    signal edited()

    function clear() { entry.pin = ""; }

    objectName: "pinPad"
    implicitWidth: keys.implicitWidth
    implicitHeight: dots.height + Theme.gapLarge + message.height + Theme.gap + keys.implicitHeight
    enabled: !busy
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("PIN, %n digit(s) entered", "", entry.pin.length)

    Keys.onPressed: (event) => { event.accepted = entry.take(event.text, event.key); }

    QtObject {
        id: entry
        property string pin: ""

        function add(digit) {
            if (pin.length === root.length)
                return;
            pin += digit;
            root.edited();
            if (pin.length === root.length)
                root.entered(pin);
        }
        function take(text, key) {
            if (text.length === 1 && text >= "0" && text <= "9")
                add(text);
            else if (key === Qt.Key_Backspace)
                pin = pin.slice(0, -1);
            else
                return false;
            return true;
        }
    }

    Row {
        id: dots
        anchors.horizontalCenter: parent.horizontalCenter
        height: 24
        spacing: 18
        Repeater {
            model: root.length
            Rectangle {
                required property int index
                width: 16
                height: 16
                radius: 8
                anchors.verticalCenter: parent.verticalCenter
                color: index < entry.pin.length ? Theme.accent : "transparent"
                border.width: 2
                border.color: root.error !== "" ? Theme.danger
                            : index < entry.pin.length ? Theme.accent : Theme.outlineStrong
            }
        }
    }
    FText {
        id: message
        objectName: "pinPad.error"
        anchors.top: dots.bottom
        anchors.topMargin: Theme.gapSmall
        anchors.horizontalCenter: parent.horizontalCenter
        width: parent.width
        height: 22
        horizontalAlignment: Text.AlignHCenter
        text: root.error
        color: Theme.danger
        font.pixelSize: Theme.fontCaption
        Accessible.role: Accessible.AlertMessage
        Accessible.name: text
    }
    KeyGrid {
        id: keys
        anchors.bottom: parent.bottom
        focus: true
        prefix: "pinPad"
        lastLeft: ""
        onDigit: (text) => entry.add(text)
        onErase: entry.pin = entry.pin.slice(0, -1)
    }
}
