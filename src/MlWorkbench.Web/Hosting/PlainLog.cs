using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using MlWorkbench.Application.Names;

namespace MlWorkbench.Web.Hosting;

/// <summary>Writes the log for people. An entry starts at the margin with its time in UTC, and its other lines are indented.
/// Text from users can neither imitate an entry nor control the terminal.</summary>
internal sealed class PlainLog(TimeProvider clock) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "plain";

    private const string Indent = "      ";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var at = clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        textWriter.WriteLine($"{at} {NameOf(logEntry.LogLevel)} {logEntry.Category}");
        WriteIndented(textWriter, logEntry.Formatter(logEntry.State, logEntry.Exception));
        if (logEntry.Exception is not null)
        {
            WriteIndented(textWriter, logEntry.Exception.ToString());
        }
    }

    private static void WriteIndented(TextWriter writer, string? text)
    {
        foreach (var line in (text ?? "").ReplaceLineEndings("\n").Split('\n'))
        {
            writer.WriteLine(Indent + NameRules.Visible(line));
        }
    }

    private static string NameOf(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        _ => "crit",
    };
}
