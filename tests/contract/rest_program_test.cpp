// links: shared_sqlite Qt6::Network
#include "shared/sqlite/connection.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QProcess>
#include <QRegularExpression>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QtTest>

#include <csignal>

/// foyerd as a person meets it: a process with flags, output and an exit code.
class RestProgram : public QObject {
    Q_OBJECT

private:
    static constexpr int kPatienceMs = 30'000;

    struct Ran {
        int exit = -1;
        QString out;
        QString err;
    };

    QTemporaryDir m_folder;

    static QString program() { return qEnvironmentVariable("FOYER_BINARY_DIR") + "/bin/foyerd"; }
    QString demo() const { return qEnvironmentVariable("FOYER_SOURCE_DIR") + "/resources/demo"; }
    QString data(const char* name) const { return m_folder.filePath(name); }

    static Ran run(const QStringList& arguments) {
        QProcess process;
        process.start(program(), arguments);
        if (!process.waitForFinished(kPatienceMs))
            return {};
        return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
                QString::fromUtf8(process.readAllStandardError())};
    }
    /// Reads stderr until the line that names the address; the port, or 0.
    static quint16 portOf(QProcess& server) {
        static const QRegularExpression address("://127\\.0\\.0\\.1:(\\d+)");
        QString text;
        while (server.waitForReadyRead(kPatienceMs)) {
            text += QString::fromUtf8(server.readAll());
            if (const auto match = address.match(text); match.hasMatch())
                return match.captured(1).toUShort();
        }
        return 0;
    }
    static int get(quint16 port, const char* path) {
        QNetworkAccessManager network;
        const auto url = QString("http://127.0.0.1:%1%2").arg(port).arg(path);
        const std::unique_ptr<QNetworkReply> reply(network.get(QNetworkRequest(QUrl(url))));
        QSignalSpy finished(reply.get(), &QNetworkReply::finished);
        finished.wait(kPatienceMs);
        return reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    }

private slots:
    void helpAndVersionAreAnswered() {
        const auto help = run({"--help"});
        QCOMPARE(help.exit, 0);
        QVERIFY(help.out.contains("Exit codes"));
        QVERIFY(run({"--version"}).out.startsWith("foyerd "));
    }

    void badUsageSaysWhatToDo() {
        const auto nothing = run({});
        QCOMPARE(nothing.exit, 2);
        QVERIFY(nothing.err.contains("foyerd --help"));
        QCOMPARE(run({"sing"}).exit, 2);
        QCOMPARE(run({"import", "movies"}).exit, 2);
        QCOMPARE(run({"serve", "--port", "many"}).exit, 2);
    }

    void theConfigurationCanBeLookedAt() {
        const auto checked = run({"--check-config", "--port", "4711"});
        QCOMPARE(checked.exit, 0);
        QVERIFY(checked.out.contains("127.0.0.1:4711"));
    }

    void withoutADatabaseItSaysHowToMakeOne() {
        const auto ran = run({"serve", "--data", data("none")});
        QCOMPARE(ran.exit, 3);
        QVERIFY(ran.err.contains("foyerd migrate"));
    }

    void aDatabaseNewerThanTheProgramIsRefused() {
        QCOMPARE(run({"migrate", "--data", data("newer")}).exit, 0);
        {
            foyer::sqlite::Connection connection(
                {.path = (data("newer") + "/foyer.db").toStdString()});
            connection.exec("INSERT INTO schema_migration (number, name, hash, applied_at) "
                            "VALUES (9999, 'of_tomorrow', x'00', 0)");
        }
        for (const auto* command : {"serve", "migrate", "audit"})
            QCOMPARE(run({command, "--data", data("newer")}).exit, 3);
    }

    void aFileThatIsNoPlanIsRefused() {
        QCOMPARE(run({"migrate", "--data", data("plan")}).exit, 0);
        const auto file = data("plan.json");
        QFile out(file);
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write("{\"format\": 1}");
        out.close();
        const auto ran = run({"import", "plan", file, "--data", data("plan")});
        QCOMPARE(ran.exit, 4);
        QVERIFY(ran.err.contains("plan.json:"));
        QCOMPARE(run({"import", "plan", data("missing"), "--data", data("plan")}).exit, 4);
    }

    void theMovieReportHasALineForEveryRow() {
        QCOMPARE(run({"migrate", "--data", data("movies")}).exit, 0);
        const auto csv = data("report.csv");
        const auto ran = run({"import", "movies", demo() + "/movies.json", "--data", data("movies"),
                              "--report", csv});
        QCOMPARE(ran.exit, 0);
        QVERIFY(ran.out.contains("3201 rows"));
        QFile file(csv);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll().count("\r\n"), 3202);
        const auto again =
            run({"import", "movies", demo() + "/movies.json", "--data", data("movies")});
        QVERIFY(again.out.contains(" 0 new"));
    }

    void theDemoIsImportedOnceHoweverOftenItIsAsked() {
        QCOMPARE(run({"migrate", "--data", data("demo")}).exit, 0);
        const QStringList import{"import", "demo", "--data", data("demo"), "--source", demo()};
        QCOMPARE(run(import).exit, 0);
        const auto again = run(import);
        QCOMPARE(again.exit, 0);
        QVERIFY(again.out.contains("showtimes: 0 added"));
        QCOMPARE(run({"audit", "--data", data("demo")}).exit, 0);
    }

    void itServesUntilSigtermAndWorksBesideOtherCommands() {
        QProcess server;
        server.setProcessChannelMode(QProcess::MergedChannels);
        server.start(program(), {"serve", "--data", data("demo"), "--port", "0"});
        const auto port = portOf(server);
        QVERIFY(port != 0);
        QCOMPARE(get(port, "/readyz"), 200);
        const auto code = run({"enrol", "--data", data("demo"), "--name", "Counter 7"});
        QCOMPARE(code.exit, 0);
        static const QRegularExpression shape("^([0-9A-Z]{4}-){2}[0-9A-Z]{4}\n$");
        QVERIFY(shape.match(code.out).hasMatch());
        QCOMPARE(run({"backup", data("copy.db"), "--data", data("demo")}).exit, 0);
        QCOMPARE(run({"backup", data("copy.db"), "--data", data("demo")}).exit, 1);
        QCOMPARE(run({"audit", "--data", data("demo")}).exit, 0);
        QCOMPARE(get(port, "/v1/auditoriums"), 200);
        server.terminate();
        QVERIFY(server.waitForFinished(kPatienceMs));
        QCOMPARE(server.exitStatus(), QProcess::NormalExit);
        QCOMPARE(server.exitCode(), 0);
    }

    void aPortThatIsTakenIsNamed() {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        const auto port = QString::number(other.serverPort());
        const auto ran = run({"serve", "--data", data("demo"), "--port", port});
        QCOMPARE(ran.exit, 1);
        QVERIFY(ran.err.contains(port));
    }
};

QTEST_GUILESS_MAIN(RestProgram)
#include "rest_program_test.moc"
