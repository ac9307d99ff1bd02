import QtQuick
import Foyer.Theme

/*! A small number with − and +. Arrow keys work while it has the focus. */
FocusScope {
    id: root

    required property string label
    property int value: 0
    property int from: 0
    property int to: 99

    signal modified(int value)

    function step(by) {
        const next = Math.max(from, Math.min(to, value + by));
        if (next !== value)
            modified(next);
    }

    implicitWidth: 48 * 3
    implicitHeight: Theme.touchTarget
    Accessible.role: Accessible.SpinBox
    Accessible.name: label
    Accessible.onIncreaseAction: step(1)
    Accessible.onDecreaseAction: step(-1)

    Keys.onUpPressed: step(1)
    Keys.onDownPressed: step(-1)
    Keys.onPressed: (event) => {
        if (event.text !== "+" && event.text !== "-")
            return;
        step(event.text === "+" ? 1 : -1);
        event.accepted = true;
    }

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: Theme.surfaceRaised
        border.width: 1
        border.color: Theme.outline
    }
    FIconButton {
        objectName: root.objectName + ".minus"
        iconName: "minus"
        text: qsTr("%1: one less").arg(root.label)
        enabled: root.value > root.from
        onClicked: root.step(-1)
    }
    FText {
        anchors.centerIn: parent
        text: root.value
        font.pixelSize: Theme.fontTitle
        font.weight: Font.DemiBold
    }
    FIconButton {
        objectName: root.objectName + ".plus"
        anchors.right: parent.right
        iconName: "plus"
        text: qsTr("%1: one more").arg(root.label)
        enabled: root.value < root.to
        onClicked: root.step(1)
        focus: true
    }
}
