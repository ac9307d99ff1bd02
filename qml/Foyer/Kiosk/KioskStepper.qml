import QtQuick
import Foyer.Theme
import Foyer.Controls
import Foyer.Kiosk

/*! A small number between two large buttons. */
FocusScope {
    id: root

    required property string label
    property int value: 0
    property int to: 10

    signal modified(int value)

    function step(by) {
        const next = Math.max(0, Math.min(to, value + by));
        if (next !== value)
            modified(next);
    }

    implicitWidth: 2 * KioskLook.target + Math.round(KioskLook.heading * 1.6)
    implicitHeight: KioskLook.target
    Accessible.role: Accessible.SpinBox
    Accessible.name: label + ", " + value
    Accessible.onIncreaseAction: step(1)
    Accessible.onDecreaseAction: step(-1)

    Keys.onPressed: (event) => {
        if (event.text !== "+" && event.text !== "-")
            return;
        step(event.text === "+" ? 1 : -1);
        event.accepted = true;
    }

    KioskIconButton {
        objectName: root.objectName + ".minus"
        iconName: "minus"
        enabled: root.value > 0
        text: qsTr("%1: one less").arg(root.label)
        onClicked: root.step(-1)
    }
    FText {
        objectName: root.objectName + ".value"
        anchors.centerIn: parent
        text: root.value
        color: root.value > 0 ? Theme.text : Theme.textMuted
        font.pixelSize: KioskLook.heading
        font.weight: Font.DemiBold
    }
    KioskIconButton {
        objectName: root.objectName + ".plus"
        anchors.right: parent.right
        iconName: "plus"
        enabled: root.value < root.to
        text: qsTr("%1: one more").arg(root.label)
        focus: true
        onClicked: root.step(1)
    }
}
