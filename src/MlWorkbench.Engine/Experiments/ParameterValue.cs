using System.Globalization;
using System.Text.Json.Serialization;

namespace MlWorkbench.Engine.Experiments;

/// <summary>The value of a run's parameter: a number, a boolean or a text. The other two are null.</summary>
[JsonConverter(typeof(ParameterValueConverter))]
public readonly record struct ParameterValue
{
    private ParameterValue(double? number, bool? boolean, string? text) => (Number, Boolean, Text) = (number, boolean, text);

    public double? Number { get; }

    public bool? Boolean { get; }

    public string? Text { get; }

    public static ParameterValue Of(double number) => new(number, null, null);

    public static ParameterValue Of(bool boolean) => new(null, boolean, null);

    public static ParameterValue Of(string text) => new(null, null, text);

    public override string ToString() => Number?.ToString(CultureInfo.InvariantCulture) ?? (Boolean is { } boolean ? boolean ? "true" : "false" : Text ?? "");
}
