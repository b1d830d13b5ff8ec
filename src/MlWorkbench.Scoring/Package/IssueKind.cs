using System.Text.Json.Serialization;

namespace MlWorkbench.Scoring.Package;

/// <summary>In what way a row does not fit a signature.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<IssueKind>))]
public enum IssueKind
{
    /// <summary>A value that its column cannot hold: an error.</summary>
    [JsonStringEnumMemberName("wrongType")]
    WrongType,

    /// <summary>No value where the model has a column: scored as missing.</summary>
    [JsonStringEnumMemberName("missingValue")]
    MissingValue,

    /// <summary>A category that training did not have: scored as unseen.</summary>
    [JsonStringEnumMemberName("unknownCategory")]
    UnknownLevel,

    /// <summary>A column that the model does not use: ignored.</summary>
    [JsonStringEnumMemberName("unknownColumn")]
    UnknownColumn,
}
