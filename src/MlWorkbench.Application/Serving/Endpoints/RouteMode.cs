namespace MlWorkbench.Application.Serving.Endpoints;

/// <summary>The use of a route's predictions.</summary>
internal enum RouteMode
{
    /// <summary>They are the answers.</summary>
    Live,

    /// <summary>They are compared with the answers, and callers do not see them.</summary>
    Shadow,
}
