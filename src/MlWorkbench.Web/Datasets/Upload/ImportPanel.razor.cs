using Microsoft.AspNetCore.Components;
using MlWorkbench.Application.Datasets;
using MlWorkbench.Engine.Datasets;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Web.Datasets.Upload;

/// <summary>Inferred settings and repairs of an import, and a form to re-import the file with other settings.</summary>
public sealed partial class ImportPanel
{
    private const int MaxWarnings = 50;
    private const int MaxColumns = 500;

    private Dictionary<string, ColumnType> _types = [];
    private DatasetVersionDetails? _shown;
    private string _delimiter = "";
    private string _encoding = "";
    private string _header = "";
    private string _decimal = "";
    private string _dayFirst = "";
    private string _missing = "";
    private string? _sheet;

    [Parameter, EditorRequired]
    public required DatasetVersionDetails Version { get; set; }

    [Parameter]
    public bool MayImport { get; set; }

    [Parameter]
    public bool IsBusy { get; set; }

    [Parameter]
    public EventCallback<DatasetImportOptions> OnImport { get; set; }

    private FileKind Kind => Version.Import.Format.Kind;

    private IEnumerable<(char Delimiter, string Name)> Delimiters =>
        Version.Import.Format.Delimiter is not { } used || DelimiterNames.Common.Any(common => common.Delimiter == used)
            ? DelimiterNames.Common
            : DelimiterNames.Common.Append((used, used.ToString()));

    private DatasetImportOptions Given => Version.Import.Given;

    private bool IsChanged => !Same(Options(), Given);

    protected override void OnParametersSet()
    {
        if (_shown == Version)
        {
            return;
        }

        _shown = Version;
        var format = Version.Import.Format;
        _delimiter = format.Delimiter.ToString() ?? "";
        _encoding = format.Encoding ?? "";
        _header = format.HasHeader ? "true" : "false";
        _decimal = format.Decimal.ToString() ?? "";
        _sheet = format.Sheet;
        _dayFirst = format.DayFirst is { } dayFirst ? dayFirst ? "true" : "false" : "";
        _missing = string.Join("; ", Given.Missing ?? []);
        _types = new Dictionary<string, ColumnType>(Given.Types ?? new Dictionary<string, ColumnType>());
    }

    private Task ImportAsync() => OnImport.InvokeAsync(Options());

    /// <summary>Returns the settings that were given or changed. The others are detected again.</summary>
    private DatasetImportOptions Options()
    {
        var format = Version.Import.Format;
        var missing = _missing.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return new DatasetImportOptions
        {
            Delimiter = Mark(_delimiter) != format.Delimiter ? Mark(_delimiter) : Given.Delimiter,
            Encoding = format.Encoding is { } encoding && _encoding != encoding ? _encoding : Given.Encoding,
            HasHeader = _header == "true" != format.HasHeader ? _header == "true" : Given.HasHeader,
            Decimal = Mark(_decimal) != format.Decimal ? Mark(_decimal) : Given.Decimal,
            DayFirst = DayFirst() != format.DayFirst ? DayFirst() : Given.DayFirst,
            Types = _types.Count > 0 ? _types : null,
            Missing = missing.Length > 0 ? missing : null,
            Sheet = _sheet != format.Sheet ? _sheet : Given.Sheet,
        };
    }

    private bool? DayFirst() => _dayFirst.Length == 0 ? null : _dayFirst == "true";

    private ColumnType TypeOf(ColumnSchema column) => _types.TryGetValue(column.Name, out var chosen) ? chosen : column.Type;

    private bool? IsGiven(string column) => Given.Types?.ContainsKey(column) == true ? true : null;

    private void Choose(ColumnSchema column, ChangeEventArgs change)
    {
        var type = Enum.Parse<ColumnType>((string)change.Value!);
        if (type == column.Type && IsGiven(column.Name) is null)
        {
            _types.Remove(column.Name);
        }
        else
        {
            _types[column.Name] = type;
        }
    }

    private static string GivenMark(object? given) => given is null ? "" : " (given)";

    private static char? Mark(string text) => text.Length == 0 ? null : text[0];

    private static bool Same(DatasetImportOptions one, DatasetImportOptions other) =>
        one with { Types = null, Missing = null } == other with { Types = null, Missing = null }
        && (one.Missing ?? []).SequenceEqual(other.Missing ?? [])
        && (one.Types ?? new Dictionary<string, ColumnType>()).OrderBy(type => type.Key).SequenceEqual((other.Types ?? new Dictionary<string, ColumnType>()).OrderBy(type => type.Key));
}
