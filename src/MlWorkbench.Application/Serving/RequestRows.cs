using System.Globalization;
using System.Text.Json;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Application.Serving;

/// <summary>Reads the rows of one call against a signature. Refuses rows that break it, and collects one warning per irregularity.</summary>
internal sealed class RequestRows(SignatureCheck check, ModelSignature signature)
{
    private readonly List<SignatureIssue> _issues = [];
    private readonly Dictionary<(IssueKind Kind, string? Column), (int Rows, int First, string Message)> _odd = [];

    /// <summary>Codes of the last row's irregularities, separated by commas. Null if it has none.</summary>
    public string? RowWarnings { get; private set; }

    /// <summary>Checks the values and fills the row.</summary>
    /// <param name="number">1-based position in the call.</param>
    /// <exception cref="WorkbenchException">The row breaks the signature.</exception>
    public void Read(JsonElement values, int number, ScoringRow row)
    {
        _issues.Clear();
        check.Read(values, row, _issues);
        if (_issues.FirstOrDefault(issue => issue.IsError) is { } broken)
        {
            throw WorkbenchException.Invalid("row_invalid", string.Create(CultureInfo.InvariantCulture, $"Row {number}: {broken.Message}"), number, broken.Column);
        }

        if (!signature.Columns.Any(column => values.TryGetProperty(column.Name, out _)))
        {
            throw WorkbenchException.Invalid("row_without_columns", string.Create(CultureInfo.InvariantCulture,
                $"Row {number} has none of the model's columns. The columns are: " +
                $"{string.Join(", ", signature.Columns.Take(10).Select(column => column.Name))}{(signature.Columns.Count > 10 ? " …" : "")}."), number);
        }

        RowWarnings = _issues.Count == 0 ? null : string.Join(',', _issues.Select(issue => CodeOf(issue.Kind)).Distinct());
        foreach (var issue in _issues)
        {
            var key = (issue.Kind, issue.Column);
            _odd[key] = _odd.TryGetValue(key, out var seen) ? (seen.Rows + 1, seen.First, seen.Message) : (1, number, issue.Message);
        }
    }

    public IReadOnlyList<PredictionWarning> Warnings() =>
        [.. _odd.Select(odd => new PredictionWarning(CodeOf(odd.Key.Kind), odd.Key.Column, odd.Value.Rows, odd.Value.First, Sentence(odd.Key.Kind, odd.Value)))];

    private static string CodeOf(IssueKind kind) => kind switch
    {
        IssueKind.MissingValue => "missingValue",
        IssueKind.UnknownLevel => "unknownCategory",
        _ => "unknownColumn",
    };

    private static string Sentence(IssueKind kind, (int Rows, int First, string Message) odd)
    {
        var effect = kind switch
        {
            IssueKind.MissingValue => "It was scored as missing.",
            IssueKind.UnknownLevel => "It was scored as an unknown category.",
            _ => "It was ignored.",
        };
        var where = odd.Rows == 1
            ? string.Create(CultureInfo.InvariantCulture, $"Row {odd.First}")
            : string.Create(CultureInfo.InvariantCulture, $"Row {odd.First} and {odd.Rows - 1} more");
        return $"{where}: {odd.Message} {effect}";
    }
}
