try{const t=localStorage.getItem("policytext-theme");if(t)document.documentElement.dataset.theme=t}catch(e){}
