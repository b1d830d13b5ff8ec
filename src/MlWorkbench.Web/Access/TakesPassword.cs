namespace MlWorkbench.Web.Access;

/// <summary>Marks an endpoint that accepts an e-mail address and password instead of a token.</summary>
internal sealed class TakesPassword;
