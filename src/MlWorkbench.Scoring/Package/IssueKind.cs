using System.Text.Json.Serialization;

namespace MlWorkbench.Scoring.Package;

/// <summary>Kinds of differences between a row and a signature.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<IssueKind>))]
public enum IssueKind
{
    /// <summary>A value does not match the type of its column. This is an error.</summary>
    [JsonStringEnumMemberName("wrongType")]
    WrongType,

    /// <summary>A column of the model has no value. It is scored as missing.</summary>
    [JsonStringEnumMemberName("missingValue")]
    MissingValue,

    /// <summary>A category did not occur in training. It is scored as an unknown category.</summary>
    [JsonStringEnumMemberName("unknownCategory")]
    UnknownLevel,

    /// <summary>The model does not use the column. It is ignored.</summary>
    [JsonStringEnumMemberName("unknownColumn")]
    UnknownColumn,
}
