using System.Globalization;

namespace MlWorkbench.Engine.Experiments.Runs;

/// <summary>A trainer family with its hyper-parameters for a run.</summary>
/// <param name="Title">Display title, one line.</param>
/// <param name="Parameters">Parameters by name, as text.</param>
public sealed record Configuration(string Trainer, string Title, IReadOnlyDictionary<string, string> Parameters)
{
    public double Number(string name, double otherwise) =>
        Parameters.TryGetValue(name, out var text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    public string Text(string name, string otherwise) => Parameters.GetValueOrDefault(name, otherwise);

    public Configuration With(string name, string value) => this with { Parameters = new Dictionary<string, string>(Parameters) { [name] = value } };

    /// <summary>Formats a number with at most four significant digits.</summary>
    public static string Format(double number) => number.ToString("G4", CultureInfo.InvariantCulture);
}
