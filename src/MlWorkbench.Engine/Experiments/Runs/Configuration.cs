using System.Globalization;

namespace MlWorkbench.Engine.Experiments.Runs;

/// <summary>What a run is asked to train: a trainer family and its hyper-parameters.</summary>
/// <param name="Title">One line for people.</param>
/// <param name="Parameters">By name, as text.</param>
public sealed record Configuration(string Trainer, string Title, IReadOnlyDictionary<string, string> Parameters)
{
    public double Number(string name, double otherwise) =>
        Parameters.TryGetValue(name, out var text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    public string Text(string name, string otherwise) => Parameters.GetValueOrDefault(name, otherwise);

    public Configuration With(string name, string value) => this with { Parameters = new Dictionary<string, string>(Parameters) { [name] = value } };

    /// <summary>A number as parameters show it: at most four significant digits.</summary>
    public static string Format(double number) => number.ToString("G4", CultureInfo.InvariantCulture);
}
