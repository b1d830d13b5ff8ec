using System.Text.Json.Serialization;

namespace MlWorkbench.Engine.Experiments;

/// <summary>How rows are kept aside to judge models.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ValidationKind>))]
public enum ValidationKind
{
    /// <summary>K-fold for small tables, holdout for large ones.</summary>
    [JsonStringEnumMemberName("auto")]
    Auto,

    [JsonStringEnumMemberName("kfold")]
    KFold,

    [JsonStringEnumMemberName("holdout")]
    Holdout,

    /// <summary>Train on earlier rows, validate on later ones, test on the latest.</summary>
    [JsonStringEnumMemberName("time")]
    Time,

    /// <summary>Rows of one group are never on two sides of a split.</summary>
    [JsonStringEnumMemberName("group")]
    Group,
}
