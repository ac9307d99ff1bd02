import QtQuick
import QtQuick.Window
import Foyer.Theme
import Foyer.Controls

Window {
    id: root
    required property QtObject model
    color: Theme.background

    Row {
        anchors.centerIn: parent
        spacing: 48
        Panel {
            padding: 32
            Column {
                spacing: 24
                FText { text: "Good evening"; font.pixelSize: Theme.fontHeading; font.weight: Font.DemiBold; anchors.horizontalCenter: parent.horizontalCenter }
                PinPad { id: pad; error: "Wrong PIN. 2 tries left."; focus: true }
            }
        }
        Panel {
            padding: 32
            Column {
                spacing: 16
                FText { text: "Cash received"; color: Theme.textMuted }
                MoneyText { text: "50,00 €"; pixelSize: Theme.fontDisplay; weight: Font.Bold }
                Keypad { amount: 5000 }
                FButton { text: "Take cash"; large: true; kind: FButton.Primary; key: "Enter"; width: parent.width }
            }
        }
        Column {
            spacing: 20
            anchors.verticalCenter: parent.verticalCenter
            FTextField { label: "Server"; text: "https://foyer.example:8080" }
            FTextField { placeholderText: "Find a movie"; iconName: "search" }
            FTextField { label: "Enrolment code"; text: "8K2-"; error: "The code has twelve characters" }
        }
    }
}
