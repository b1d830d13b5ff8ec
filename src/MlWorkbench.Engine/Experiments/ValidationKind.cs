using System.Text.Json.Serialization;

namespace MlWorkbench.Engine.Experiments;

/// <summary>Methods of setting rows aside to evaluate models.</summary>
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

    /// <summary>All rows of a group are on the same side of a split.</summary>
    [JsonStringEnumMemberName("group")]
    Group,
}
