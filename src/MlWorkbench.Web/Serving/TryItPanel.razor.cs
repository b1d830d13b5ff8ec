using System.Text.Json;
using Microsoft.AspNetCore.Components;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Serving;

namespace MlWorkbench.Web.Serving;

/// <summary>A form built from the signature of an endpoint, the answer, and the same call as code.</summary>
public sealed partial class TryItPanel
{
    private static readonly (string Key, string Title)[] Languages = [("curl", "curl"), ("csharp", "C#"), ("python", "Python")];

    private EndpointDetails? _shown;
    private PredictionInputs _inputs = null!;
    private PredictionAnswer? _answer;
    private double _milliseconds;
    private bool _mayPredict;
    private bool _busy;

    [Inject]
    public required PredictionServer Server { get; init; }

    [Parameter, EditorRequired]
    public required EndpointDetails Endpoint { get; set; }

    /// <summary>A version or alias to try instead of Production.</summary>
    [Parameter]
    public string? Version { get; set; }

    [Parameter]
    public string? Language { get; set; }

    [Parameter]
    public EventCallback OnPredicted { get; set; }

    private string Name => Endpoint.Settings.Name;

    private string ActiveLanguage => Languages.Any(language => language.Key == Language) ? Language! : Languages[0].Key;

    private string Path => (Version, Name == Endpoint.Model) switch
    {
        (null, true) => $"api/v1/models/{Uri.EscapeDataString(Name)}/predict",
        (null, false) => $"api/v1/endpoints/{Uri.EscapeDataString(Name)}/predict",
        _ => $"api/v1/models/{Uri.EscapeDataString(Name)}/versions/{Uri.EscapeDataString(Version)}/predict",
    };

    private string Snippet
    {
        get
        {
            var snippets = new PredictionSnippets(new Uri(new Uri(Navigation.BaseUri), Path), _inputs.ToBody(explain: false));
            return ActiveLanguage switch
            {
                "csharp" => snippets.CSharp,
                "python" => snippets.Python,
                _ => snippets.Curl,
            };
        }
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_shown?.Model != Endpoint.Model || _shown.Version != Endpoint.Version)
        {
            _inputs = new PredictionInputs(Endpoint.Signature);
            _answer = null;
        }

        _shown = Endpoint;
        _mayPredict = (await ActorAsync()).May(Permission.Predict);
    }

    private void Change((string Column, string Text) input) => _inputs[input.Column] = input.Text;

    private async Task PredictAsync()
    {
        _busy = true;
        var isDone = await ActAsync(async actor =>
        {
            var rows = JsonSerializer.SerializeToElement(_inputs.ToBody(explain: false)["rows"]);
            var started = Clock.GetTimestamp();
            _answer = await Server.PredictAsync(actor, Name, Version, new PredictionRequest(rows, Explain: true), Left);
            _milliseconds = Clock.GetElapsedTime(started).TotalMilliseconds;
        });
        _busy = false;
        if (isDone)
        {
            await OnPredicted.InvokeAsync();
        }
    }
}
