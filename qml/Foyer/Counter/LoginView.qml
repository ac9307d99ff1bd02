import QtQuick
import Foyer.Theme
import Foyer.Controls
import Foyer.ViewModels

/*! Who sells at this drawer: pick a name, enter the PIN. */
FocusScope {
    id: root

    required property LoginModel login
    required property StatusModel status
    property int chosen: 0

    objectName: "login"

    function explain() {
        if (login.lockedSeconds > 0)
            return qsTr("Locked for %n second(s)", "", login.lockedSeconds);
        return "";
    }

    Row {
        anchors.centerIn: parent
        spacing: 96

        Column {
            width: 380
            spacing: Theme.gap
            anchors.verticalCenter: parent.verticalCenter

            FText {
                text: root.status.clockText
                font.pixelSize: 72
                font.weight: Font.Light
            }
            FText {
                width: parent.width
                text: root.status.cinemaName
                color: Theme.textMuted
                font.pixelSize: Theme.fontTitle
            }
            Item { width: 1; height: Theme.gap }
            FText {
                text: qsTr("Who is selling?")
                font.pixelSize: Theme.fontTitle
                font.weight: Font.DemiBold
            }
            ListView {
                id: list
                objectName: "login.operators"
                width: parent.width
                height: Math.min(contentHeight, 320)
                clip: true
                spacing: 6
                model: root.login
                currentIndex: root.chosen
                delegate: ListRow {
                    required property int index
                    required property string name
                    required property string roleName

                    objectName: "login.operator" + index
                    width: ListView.view.width
                    title: name
                    subtitle: roleName
                    iconName: "user"
                    selected: index === root.chosen
                    onClicked: {
                        root.chosen = index;
                        pad.clear();
                        pad.forceActiveFocus();
                    }
                }
            }
            FText {
                visible: list.count === 0
                width: parent.width
                wrapMode: Text.Wrap
                color: Theme.textMuted
                text: qsTr("No operators are known yet. They come with the first contact to the server.")
            }
        }

        PinPad {
            id: pad
            objectName: "login.pin"
            anchors.verticalCenter: parent.verticalCenter
            focus: true
            busy: root.login.verifying || root.login.lockedSeconds > 0
            error: root.explain()
            onEntered: (pin) => {
                root.login.login(root.chosen, pin);
                clear();
            }
        }
    }
}
