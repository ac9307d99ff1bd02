import QtQuick

/*!
    Entry of an amount in minor units, as on a cash register: digits push in from the right.
    The view model formats `amount` for showing.
*/
FocusScope {
    id: root

    property var amount: 0
    property int limit: 99999999

    signal edited(var amount)
    signal accepted()

    function push(text) {
        const next = Number(String(amount) + text);
        if (next <= limit)
            edited(next);
    }
    function erase() { edited(Math.floor(amount / 10)); }

    objectName: "keypad"
    implicitWidth: keys.implicitWidth
    implicitHeight: keys.implicitHeight
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("Amount")

    Keys.onPressed: (event) => {
        event.accepted = true;
        if (event.text.length === 1 && event.text >= "0" && event.text <= "9")
            push(event.text);
        else if (event.key === Qt.Key_Backspace)
            erase();
        else if (event.key === Qt.Key_Return || event.key === Qt.Key_Enter)
            accepted();
        else
            event.accepted = false;
    }

    KeyGrid {
        id: keys
        focus: true
        prefix: "keypad"
        onDigit: (text) => root.push(text)
        onErase: root.erase()
    }
}
