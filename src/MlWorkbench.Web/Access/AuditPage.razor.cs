using Microsoft.AspNetCore.Components;
using MlWorkbench.Application;
using MlWorkbench.Application.Access.Audit;

namespace MlWorkbench.Web.Access;

/// <summary>The audit trail: search, filter, export and verification.</summary>
public sealed partial class AuditPage
{
    private const int PageSize = 100;

    private Page<AuditRecord>? _entries;
    private AuditFacets? _facets;
    private AuditHead? _head;
    private AuditVerification? _verification;
    private bool _verifying;

    [Inject]
    public required AuditTrail Trail { get; init; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Search { get; set; }

    [SupplyParameterFromQuery(Name = "actor")]
    public string? Who { get; set; }

    [SupplyParameterFromQuery]
    public string? Action { get; set; }

    [SupplyParameterFromQuery]
    public string? Subject { get; set; }

    [SupplyParameterFromQuery]
    public string? After { get; set; }

    private AuditQuery Query => new(Search, Who, Action, Subject);

    private string ExportUrl => WorkbenchUrls.WithQuery("api/v1/audit/content", ("search", Search), ("actor", Who), ("action", Action), ("subject", Subject));

    protected override Task OnParametersSetAsync() => LoadAsync(async actor =>
    {
        _facets ??= await Trail.FacetsAsync(actor, Left);
        _head = await Trail.HeadAsync(actor, Left);
        _entries = await Trail.ListAsync(actor, Query, new ListQuery(After: After, Limit: PageSize), Left);
    });

    private async Task VerifyAsync()
    {
        _verifying = true;
        await ActAsync(async actor => _verification = await Trail.VerifyAsync(actor, Left));
        _verifying = false;
    }

    private void Show(AuditQuery query, string? after) => Navigation.NavigateTo(
        WorkbenchUrls.WithQuery(
            WorkbenchUrls.AdminAudit,
            ("q", NullIfEmpty(query.Search)),
            ("actor", NullIfEmpty(query.Actor)),
            ("action", NullIfEmpty(query.Action)),
            ("subject", NullIfEmpty(query.Subject)),
            ("after", after)),
        replace: true);

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
