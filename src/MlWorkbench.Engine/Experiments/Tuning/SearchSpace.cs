using MlWorkbench.Engine.Experiments.Runs;

namespace MlWorkbench.Engine.Experiments.Tuning;

/// <summary>The possible configurations of a family: a box of axes, and choices without order.</summary>
/// <param name="Title">Display title, one line, built from the parameters.</param>
internal sealed record SearchSpace(
    string Family,
    IReadOnlyList<Axis> Axes,
    IReadOnlyList<Choice> Choices,
    Func<IReadOnlyDictionary<string, ParameterValue>, string> Title)
{
    /// <param name="position">Position on each axis, from 0 to 1.</param>
    /// <param name="options">Value of each choice.</param>
    public Configuration At(IReadOnlyList<double> position, IReadOnlyList<ParameterValue> options)
    {
        var parameters = new Dictionary<string, ParameterValue>();
        for (var i = 0; i < Axes.Count; i++)
        {
            parameters[Axes[i].Name] = ParameterValue.Of(Axes[i].At(position[i]));
        }

        for (var i = 0; i < Choices.Count; i++)
        {
            parameters[Choices[i].Name] = options[i];
        }

        return new Configuration(Family, Title(parameters), parameters);
    }

    /// <summary>The configuration with these values, in the order of the axes.</summary>
    public Configuration Of(IReadOnlyList<double> values, params IReadOnlyList<ParameterValue> options) =>
        At([.. Axes.Select((axis, i) => axis.PositionOf(values[i]))], options);

    public double[] PositionOf(Configuration configuration) =>
        [.. Axes.Select(axis => axis.PositionOf(configuration.Number(axis.Name, axis.Minimum)))];

    public ParameterValue[] OptionsOf(Configuration configuration) =>
        [.. Choices.Select(choice => configuration.Parameters.GetValueOrDefault(choice.Name, choice.Options[0]))];

    /// <summary>Whether two configurations are the same request. Parameters determined in training, such as rounds, do not count.</summary>
    public bool AreSame(Configuration one, Configuration other) =>
        Axes.Select(axis => axis.Name).Concat(Choices.Select(choice => choice.Name)).All(name => one.Parameters.GetValueOrDefault(name) == other.Parameters.GetValueOrDefault(name));
}
