pragma ComponentBehavior: Bound
import QtQuick
import Foyer.Controls
import Foyer.Kiosk

/*! Which film, and when: every film of the day with its times. */
KioskPage {
    id: root

    objectName: "kiosk.filmPage"
    title: qsTr("What would you like to see?")
    subtitle: kiosk.serverAway
        ? qsTr("%1 · Only some of the seats can be sold here at the moment.").arg(kiosk.films.dayText)
        : kiosk.films.dayText

    KioskFlick {
        id: flick
        objectName: "kiosk.filmList"
        anchors.fill: parent
        contentHeight: list.height
        Column {
            id: list
            width: flick.width
            spacing: KioskLook.gap
            Repeater {
                model: root.kiosk.films
                FilmCard {
                    required property int index
                    objectName: "kiosk.film" + index
                    width: list.width
                    tone: index
                    onChosen: (showtime) => root.kiosk.chooseShowtime(showtime)
                }
            }
        }
    }
    EmptyState {
        anchors.centerIn: parent
        visible: root.kiosk.films.count === 0
        title: qsTr("Nothing left to see today")
        message: qsTr("Come back soon, or ask at the counter.")
        iconName: "calendar"
    }
}
