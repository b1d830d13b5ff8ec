namespace MlWorkbench.Web;

/// <summary>All addresses of the site in one place, so that links and routes agree. They are relative to the page's base, which contains the project.</summary>
internal static class WorkbenchUrls
{
    public const string Home = "./";
    public const string Data = "data";
    public const string Recipes = "recipes";
    public const string Experiments = "experiments";
    public const string Models = "models";
    public const string Approvals = "approvals";
    public const string Endpoints = "endpoints";
    public const string BatchPredictions = "batch";
    public const string Monitor = "monitor";
    public const string Reports = "reports";
    public const string Jobs = "jobs";
    public const string Admin = "admin";
    public const string AdminTokens = "admin/tokens";
    public const string AdminAudit = "admin/audit";
    public const string AdminBackups = "admin/backups";
    public const string AdminSettings = "admin/settings";
    public const string Account = "account";
    public const string Password = "account/password";
    public const string SignIn = "sign-in";
    public const string SignOut = "sign-out";
    public const string ApiReference = "api";
    public const string NotFound = "not-found";
    public const string Projects = "projects";

    /// <summary>The part of an address that the name of a project follows.</summary>
    public const string ProjectPrefix = "/p";

    public static string Project(string name) => $"projects/{Escape(name)}";

    /// <summary>The home page of a project. Starts at the site's root, because another project has another base and needs a full page load.</summary>
    public static string OpenProject(string name) => name == Application.Projects.ProjectScope.DefaultName ? "/" : $"{ProjectPrefix}/{Escape(name)}/";

    /// <summary>Starts at the site's root, because nobody has a project before sign-in.</summary>
    public static string SetUp(string token) => WithQuery("/setup", ("token", token));

    /// <summary>Starts at the site's root, because nobody has a project before sign-in.</summary>
    public static string Invite(string token) => WithQuery("/invite", ("token", token));

    public static string Dataset(string name, int? version = null, string? tab = null) =>
        WithQuery($"data/{Escape(name)}", ("version", version?.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("tab", tab));

    /// <param name="filter">Conditions on the rows, as text.</param>
    public static string DatasetRows(string name, int? version, string? tab, IEnumerable<string> filter) =>
        WithQuery($"data/{Escape(name)}", [("version", version?.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("tab", tab), .. filter.Select(condition => ("filter", (string?)condition))]);

    /// <param name="tab">The tab to open on the resulting version.</param>
    public static string Import(Guid id, string? tab = null) => WithQuery($"data/imports/{id}", ("tab", tab));

    /// <param name="to">If omitted, the newest version.</param>
    public static string CompareVersions(string name, int? from = null, int? to = null) => WithQuery(
        $"data/{Escape(name)}/compare",
        ("from", from?.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ("to", to?.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    /// <param name="filter">Conditions on the rows, as text.</param>
    public static string Derive(string name, int? version = null, IEnumerable<string>? filter = null) => WithQuery(
        $"data/{Escape(name)}/derive",
        [("version", version?.ToString(System.Globalization.CultureInfo.InvariantCulture)), .. (filter ?? []).Select(condition => ("filter", (string?)condition))]);

    public static string NewExperiment(string? dataset = null, int? version = null, string? recipe = null) =>
        WithQuery("experiments/new", ("dataset", dataset), ("version", version?.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("recipe", recipe));

    /// <param name="steps">Initial steps.</param>
    public static string NewRecipe(string? dataset = null, string? target = null, Engine.Recipes.Definitions.RecipeDefinition? steps = null) => WithQuery(
        "recipes/new", ("dataset", dataset), ("target", target), ("steps", steps is null ? null : Engine.Recipes.Definitions.RecipeJson.Write(steps)));

    public static string Recipe(string name, int? version = null) =>
        WithQuery($"recipes/{Escape(name)}", ("version", version?.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    public static string Experiment(Guid id) => $"experiments/{id}";

    public static string Run(Guid id, string? tab = null) => WithQuery($"runs/{id}", ("tab", tab));

    public static string CompareRuns(IEnumerable<Guid> ids) => $"runs/compare?ids={string.Join(',', ids)}";

    public static string Model(string name, string? tab = null, string? after = null) =>
        WithQuery($"models/{Escape(name)}", ("tab", tab), ("after", after));

    public static string ModelVersion(string name, int version, string? tab = null) => WithQuery($"models/{Escape(name)}/versions/{version}", ("tab", tab));

    public static string TransitionRequest(Guid id) => $"approvals/{id}";

    /// <param name="version">A version or alias to try instead of the endpoint's routes.</param>
    public static string Endpoint(string name, string? version = null, string? language = null, string? tab = null) =>
        WithQuery($"endpoints/{Escape(name)}", ("tab", tab), ("version", version), ("language", language));

    public static string EndpointTraffic(string name, string? range) => WithQuery($"endpoints/{Escape(name)}", ("tab", "traffic"), ("range", range));

    /// <param name="filter">Names and values of the filters and of the page.</param>
    public static string EndpointPredictions(string name, IEnumerable<(string Name, string? Value)> filter) =>
        WithQuery($"endpoints/{Escape(name)}", [("tab", "predictions"), .. filter.Select(part => (part.Name, Filled(part.Value)))]);

    /// <param name="model">If omitted, the batch predictions of all models.</param>
    public static string Batch(string? model = null, string? tab = null) => WithQuery(BatchPredictions, ("model", model), ("tab", tab));

    public static string BatchContent(Guid id) => $"api/v1/batch-predictions/{id}/content";

    public static string Drift(string model, Guid? report = null, string? feature = null) => WithQuery($"monitor/{Escape(model)}", ("report", report?.ToString()), ("feature", feature));

    public static string Monitored(string? search, string? after) => WithQuery(Monitor, ("search", Filled(search)), ("after", after));

    public static string ReportList(string? search, string? after) => WithQuery(Reports, ("search", Filled(search)), ("after", after));

    public static string ReportContent(Guid id, bool download = false) => $"api/v1/reports/{id}/content{(download ? "?download=true" : "")}";

    /// <summary>Starts at the site's root: the link must not name the project.</summary>
    public static string SharedReport(string token) => $"/share/{token}";

    private static string? Filled(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static string Escape(string part) => Uri.EscapeDataString(part);

    public static string WithQuery(string path, params ReadOnlySpan<(string Name, string? Value)> query)
    {
        var separator = '?';
        foreach (var (name, value) in query)
        {
            if (value is not null)
            {
                path += $"{separator}{name}={Escape(value)}";
                separator = '&';
            }
        }

        return path;
    }
}
