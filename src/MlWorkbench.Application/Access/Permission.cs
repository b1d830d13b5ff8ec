namespace MlWorkbench.Application.Access;

/// <summary>A right that a role can grant.</summary>
public enum Permission
{
    /// <summary>See datasets, experiments, models and reports.</summary>
    Read,

    /// <summary>Upload, describe and archive datasets; delete the actor's own datasets without dependents.</summary>
    ManageDatasets,

    /// <summary>Start experiments and write recipes; stop and extend the actor's own experiments; delete the actor's own recipes.</summary>
    RunExperiments,

    /// <summary>Register model versions and request transitions.</summary>
    ManageModels,

    /// <summary>Approve or reject transition requests; roll back.</summary>
    Approve,

    /// <summary>Score rows with a model.</summary>
    Predict,

    /// <summary>Start drift checks.</summary>
    Monitor,

    /// <summary>Share reports, and revoke the actor's own.</summary>
    Share,

    /// <summary>Stop jobs and experiments of others; configure the prediction log of endpoints.</summary>
    Operate,

    /// <summary>Manage accounts, tokens of others and settings; read the audit trail.</summary>
    Administer,
}
