using System.Globalization;

namespace MlWorkbench.Engine.Experiments.Runs;

/// <summary>A trainer family with its hyper-parameters for a run.</summary>
/// <param name="Title">Display title, one line.</param>
/// <param name="Parameters">Parameters by name.</param>
public sealed record Configuration(string Trainer, string Title, IReadOnlyDictionary<string, ParameterValue> Parameters)
{
    public double Number(string name, double otherwise) => Parameters.GetValueOrDefault(name).Number ?? otherwise;

    public string Text(string name, string otherwise) => Parameters.GetValueOrDefault(name).Text ?? otherwise;

    public Configuration With(string name, double value) => this with { Parameters = new Dictionary<string, ParameterValue>(Parameters) { [name] = ParameterValue.Of(value) } };

    /// <summary>Rounds a number to four significant digits.</summary>
    public static double Round(double number) => double.Parse(number.ToString("G4", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
