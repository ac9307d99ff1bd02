pragma ComponentBehavior: Bound
import QtQuick

/*! Twelve keys in the order of a telephone: 1 to 9, an optional key, 0, erase. */
Grid {
    id: root

    property string prefix: "keys"
    property string lastLeft: "00"
    property int keyWidth: 88
    property int keyHeight: 64

    signal digit(string text)
    signal erase()

    columns: 3
    spacing: 10

    Repeater {
        model: ["1", "2", "3", "4", "5", "6", "7", "8", "9", root.lastLeft, "0", "erase"]
        FButton {
            required property string modelData
            readonly property bool eraser: modelData === "erase"

            objectName: root.prefix + ".key" + modelData
            width: root.keyWidth
            height: root.keyHeight
            large: true
            // A tap leaves the focus where it is, so that Enter goes on meaning the amount.
            focusPolicy: Qt.TabFocus
            leftPadding: 0
            rightPadding: 0
            opacity: modelData === "" ? 0 : 1
            enabled: modelData !== ""
            kind: eraser ? FButton.Quiet : FButton.Secondary
            text: eraser ? "" : modelData
            iconName: eraser ? "backspace" : ""
            Accessible.name: eraser ? qsTr("Erase") : modelData
            onClicked: eraser ? root.erase() : root.digit(modelData)
        }
    }
}
